"""A fork server: starts once, then answers each job in a fork of itself that confines itself first.

Started as `python3 -s -S -B zygote.py <options>` with an empty environment; the options are JSON: `layers`, the names of
what confines the children, and `node`, `compiler` and `scratch`, the paths that programs other than Python's need.
Frames on standard input and output: a little-endian length of 4 bytes, then JSON. The first frame out says what
confinement works here, found by trying. Each job says its `kind`.
"""

import os
import resource
import sys

_STACK_BYTES = 1 << 30


def _enlarge_stack():
    """Starts anew where there is too little room for a deep stack: the kernel lays that out when a program starts."""
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    unlimited = resource.RLIM_INFINITY
    wanted = _STACK_BYTES if hard == unlimited else min(hard, _STACK_BYTES)
    if soft != unlimited and soft < wanted:
        resource.setrlimit(resource.RLIMIT_STACK, (wanted, hard))
        os.execv(sys.executable, [sys.executable, "-s", "-S", "-B", *sys.argv])


# Both before the rest, which would be loaded twice, and would do more after each fork than the fork itself costs: its locks
# are free, and its random numbers are seeded on purpose.
_enlarge_stack()
os.register_at_fork = lambda **_hooks: None

import errno
import functools
import gc
import json
import platform
import random
import socket
import struct
import warnings

import calling
import confinement
import pairing
import preloading
import programs
import supervising
import system_calls
import toolchain


def main():
    parent = os.getppid()
    options = json.loads(sys.argv[1])
    layers = frozenset(options["layers"])
    if "environment" in layers:
        os.environ.clear()
    null_fd = os.open("/dev/null", os.O_RDWR)
    resource.setrlimit(resource.RLIMIT_NOFILE, (supervising.DESCRIPTORS, supervising.DESCRIPTORS))
    tools = toolchain.Toolchain(options["node"], options["compiler"], options["scratch"])
    preloading.load()
    # From here on an import finds only what is loaded: the children may open no file.
    sys.path.clear()
    sys.path_importer_cache.clear()
    warnings.simplefilter("ignore")
    # Inherited by every child: each draws the same numbers.
    random.seed(0)
    features = ["rlimits"] if "rlimits" in layers else []
    if "nobody" in layers and confinement.drop_root():
        features.append("nobody")
    confinement.adopt_orphans()
    confinement.forbid_new_privileges()
    confinement.die_with_parent(parent)
    problems = []
    works = _works("seccomp", system_calls.SystemCallFilter, _refuses_system_calls, problems, layers)
    if works is None:
        layers -= {"seccomp"}
    else:
        features.append("seccomp")
    fence = _works("landlock", confinement.FileSystemFence, _refuses_files, problems, layers)
    if fence is not None:
        features.append(f"landlock-{fence.version}")
        tools.raise_fences()
    supervisor = supervising.Supervisor(layers, 0, null_fd, fence)
    replies = {
        "function": functools.partial(calling.reply, supervisor),
        "tests": functools.partial(pairing.reply, supervisor),
        "program": programs.Programs(supervisor, tools).reply,
    }
    _write_frame({"machine": platform.machine(), "features": features, "problems": problems})
    gc.collect()
    confinement.return_free_memory()
    gc.freeze()
    gc.disable()
    while (job := _read_frame()) is not None:
        _write_frame(replies[job["kind"]](job))
        # ast.literal_eval leaves cycles; collected here they cost no child anything.
        gc.collect()


def _works(name, create, refuses, problems, layers):
    """The filter or the fence if it really refuses what it should, tried in a child; None where it is not asked for."""
    if name not in layers:
        return None
    try:
        feature = create()
    except confinement.Unavailable as reason:
        problems.append({"what": reason.what, "advice": reason.advice})
        return None
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(0 if refuses(feature) else 2)
        finally:
            os._exit(3)
    if os.waitpid(pid, 0)[1] == 0:
        return feature
    advice = "permit it in the container or sandbox around"
    problems.append({"what": f"{name} does not take effect here", "advice": advice})
    return None


def _refuses_system_calls(system_call_filter):
    system_call_filter.install()
    return all(_is_refused(attempt) for attempt in (_open_root, os.fork, socket.socket, _signal_parent))


def _refuses_files(fence):
    fence.enter()
    return _is_refused(_open_root)


def _open_root():
    os.open("/", os.O_RDONLY | os.O_DIRECTORY)


def _signal_parent():
    os.kill(os.getppid(), 0)


def _is_refused(attempt):
    try:
        attempt()
    except OSError as error:
        return error.errno in (errno.EPERM, errno.EACCES)
    return False


def _read_frame():
    length = _read_exactly(4)
    return None if length is None else json.loads(_read_exactly(struct.unpack("<I", length)[0]) or b"null")


def _read_exactly(count):
    parts = []
    while count > 0:
        part = os.read(0, min(count, 1 << 20))
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def _write_frame(value):
    body = json.dumps(value).encode()
    data = memoryview(struct.pack("<I", len(body)) + body)
    while data:
        data = data[os.write(1, data) :]


main()
