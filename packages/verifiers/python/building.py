"""Compiles C++ programs in a confined child: a source can ask a compiler for any file, and for all memory."""

import functools
import os
import struct

import supervising
import toolchain
from sealed_file import SealedFile, sealed_descriptor

_OPTIONS = ["-x", "c++", "-std=gnu++17", "-O2", "-w", "-pipe"]
_LIMITS = {"cpuMs": 20_000, "wallMs": 60_000, "outputBytes": 1 << 20}
_RESOURCES = {"AS": 3 << 30, "FSIZE": 128 << 20, "NOFILE": 64}
_TRIAL = "#include <iostream>\nint main() { std::cout << 1; }\n"


class BuildFailure(Exception):
    """There is no program to run: the compiler refuses the source, or takes too long over it."""

    def __init__(self, why, message, cpu_ms, errors):
        super().__init__(message)
        self.why = why
        self.message = message
        self.cpu_ms = cpu_ms
        self.errors = errors

    def written(self):
        return {"stdout": "", "stderr": self.errors, "cpuMs": self.cpu_ms}


class Builder:
    """Keeps the last program it built: the runs of a job follow each other."""

    def __init__(self, supervisor, tools):
        self._supervisor = supervisor
        self._tools = tools
        self._has_worked = False
        self._source = None
        self._outcome = None

    def executable(self, source):
        """A descriptor of the program, which stays the builder's own, and how much memory it starts with.

        Raises BuildFailure, or Missing.
        """
        if self._tools.compiler is None:
            raise toolchain.Missing("C++ programs need a compiler; install one: apt-get install g++")
        if source != self._source or self._was_late():
            self._forget()
            self._outcome = self._build_or_doubt(source)
            self._source = source
        if isinstance(self._outcome, BuildFailure):
            raise self._outcome
        return self._outcome

    def _was_late(self):
        return isinstance(self._outcome, BuildFailure) and self._outcome.why == "timeout"

    def _forget(self):
        if isinstance(self._outcome, tuple):
            os.close(self._outcome[0])
        self._source = self._outcome = None

    def _build_or_doubt(self, source):
        outcome = self._build(source)
        if isinstance(outcome, BuildFailure) and not self._has_worked:
            trial = self._build(_TRIAL)
            if isinstance(trial, BuildFailure):
                raise toolchain.Missing(
                    f"{self._tools.compiler} does not work in the sandbox: {trial.message}; install it whole: "
                    "apt-get install g++"
                )
            os.close(trial[0])
        self._has_worked = True
        return outcome

    def _build(self, source):
        scratch = self._tools.scratch
        program = os.path.join(scratch, "program")
        os.mkdir(scratch, 0o700)
        try:
            child = self._compile(source, program)
            failure = _failure(child)
            return failure or _take(program)
        finally:
            for name in os.listdir(scratch):
                os.unlink(os.path.join(scratch, name))
            os.rmdir(scratch)

    def _compile(self, source, program):
        compiler = self._tools.compiler
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "TMPDIR": self._tools.scratch, "LC_ALL": "C"}
        fence = self._tools.build_fence()
        try:
            with SealedFile(source) as stdin:
                work = supervising.Work(
                    functools.partial(os.execve, compiler, [compiler, *_OPTIONS, "-o", program, "-"], environment),
                    _LIMITS,
                    _RESOURCES,
                    profile="build",
                    fence=fence,
                    stdin=stdin,
                )
                return self._supervisor.run(work)
        finally:
            if fence is not None:
                fence.close()


def _failure(child):
    errors = child.errors.decode("utf-8", "replace")
    failure = child.failure()
    if failure is not None:
        why = "timeout" if failure[0] == "timeout" else "compile_error"
        return BuildFailure(why, f"compiler: {failure[1]}", child.cpu_ms, errors)
    if child.status == 0:
        return None
    lines = errors.splitlines()
    telling = next((line for line in lines if "error" in line), lines[-1] if lines else "it says nothing")
    return BuildFailure("compile_error", telling[:400], child.cpu_ms, errors)


def _take(program):
    """The program as a file that outlives the scratch folder and that no one can change, and the memory it needs."""
    fd = os.open(program, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(fd, "rb") as file:
        content = file.read()
    return sealed_descriptor(content, executable=True), _memory_of(content)


def _memory_of(program):
    """What the segments that an ELF file of 64 bits has loaded take, by its program headers."""
    start, size, count = struct.unpack_from("<Q", program, 32)[0], *struct.unpack_from("<HH", program, 54)
    headers = [struct.unpack_from("<I36xQ", program, start + index * size) for index in range(count)]
    return sum(memory for kind, memory in headers if kind == _LOADED)


_LOADED = 1
