"""Forks one confined child per job, watches its time and output, and turns what it sent into results."""

import ast
import gc
import os
import random
import select
import signal
import sys
import time

import answering
import confinement

# A machine that stalls must not count against the model's code before that has begun.
_START_SECONDS = 10
_OVERHEAD_PER_CALL = answering.HEADER.size + 1024
_OWN_MODULES = ("answering", "confinement", "supervising", "ctypes", "_ctypes", "__main__")


def parse_arguments(job):
    """The arguments of each call. Parsed before the fork, so that no child can blame the task for its own failure.

    Raises ValueError for what is no Python literal.
    """
    try:
        return [tuple(ast.literal_eval(text) for text in call) for call in job["calls"]]
    except (SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error


class Supervisor:
    """Runs jobs one after another. `request_fd` is watched so that a child never outlives whoever asked for it."""

    def __init__(self, request_fd, null_fd, system_call_filter, fence):
        self._request_fd = request_fd
        self._null_fd = null_fd
        self._filter = system_call_filter
        self._fence = fence
        self._base_bytes = confinement.address_space_bytes()
        self._pid = os.getpid()

    def run(self, job, arguments):
        """One result a call: `["value", type, repr]` or `["failed", why, message]`."""
        nonce = os.urandom(16)
        result_read, result_write = os.pipe()
        output_read, output_write = os.pipe()
        try:
            pid = os.fork()
            if pid == 0:
                self._become_child(job, arguments, nonce, result_write, output_write)
            os.close(result_write)
            os.close(output_write)
            result_write = output_write = -1
            watch = _Watch(pid, job, result_read, output_read, self._request_fd)
            status = watch.until_end()
            end_strays()
        finally:
            for fd in (result_read, output_read, result_write, output_write):
                if fd >= 0:
                    os.close(fd)
        received = bytes(watch.received)
        if not received.startswith(answering.READY):
            raise OSError(f"a child ended with wait status {status} before it was confined")
        end = watch.stopped_by or _end_of(status)
        return _results(received[len(answering.READY) :], nonce, len(arguments), end)

    def _become_child(self, job, arguments, nonce, result_fd, output_fd):
        try:
            os.setsid()
            confinement.die_with_parent(self._pid)
            confinement.hide_memory()
            if self._fence is not None:
                self._fence.enter()
            os.dup2(self._null_fd, 0)
            os.dup2(output_fd, 1)
            os.dup2(output_fd, 2)
            os.dup2(result_fd, answering.RESULT_FD)
            os.closerange(answering.RESULT_FD + 1, 64)
            for name in _OWN_MODULES:
                sys.modules.pop(name, None)
            random.seed(0)
            gc.enable()
            confinement.limit_resources(job["cpuMs"], self._base_bytes + (job["memoryMb"] << 20))
            if self._filter is not None:
                self._filter.install()
            # The model's code has not run yet, so this cannot be prevented: what ends earlier is our failure.
            os.write(answering.RESULT_FD, answering.READY)
            answering.answer_calls(job, arguments, nonce)
        finally:
            os._exit(1)


class _Watch:
    def __init__(self, pid, job, result_fd, output_fd, request_fd):
        self.received = bytearray()
        self.stopped_by = None
        self._pid = pid
        self._job = job
        self._result_fd = result_fd
        self._output_fd = output_fd
        self._request_fd = request_fd
        self._output_bytes = 0
        self._deadline = time.monotonic() + _START_SECONDS
        self._received_limit = job["outputBytes"] + _OVERHEAD_PER_CALL * (len(job["calls"]) + 1)
        # The clock of another process's CPU time; see clock_getcpuclockid(3).
        self._cpu_clock = (~pid << 3) | 2

    def until_end(self):
        """Waits for the child, ending it at a limit. Returns its wait status."""
        pidfd = os.pidfd_open(self._pid)
        try:
            poll = select.poll()
            poll.register(pidfd, select.POLLIN)
            poll.register(self._result_fd, select.POLLIN)
            poll.register(self._output_fd, select.POLLIN)
            poll.register(self._request_fd, select.POLLRDHUP)
            while not self._turn(poll, pidfd):
                pass
        finally:
            os.close(pidfd)
        _pid, status = os.waitpid(self._pid, 0)
        return status

    def _turn(self, poll, pidfd):
        """One round of waiting and reading; true when the child has ended and all it wrote is read."""
        for fd, events in poll.poll(self._patience_ms()):
            if fd == self._request_fd:
                self._kill()
                os._exit(0)
            if fd == pidfd:
                self._drain()
                return True
            if not events & select.POLLIN or not self._read(fd):
                poll.unregister(fd)
        return False

    def _patience_ms(self):
        """Milliseconds until a limit can be reached: a single thread uses no more CPU time than passes."""
        if self.stopped_by is not None:
            return None
        wall_left_ms = (self._deadline - time.monotonic()) * 1000
        cpu_left_ms = self._job["cpuMs"] - self._cpu_ms()
        if wall_left_ms <= 0 or cpu_left_ms <= 0:
            self._stop(("timeout", "the code ran out of time"))
            return None
        return min(wall_left_ms, cpu_left_ms) + 1

    def _cpu_ms(self):
        try:
            return time.clock_gettime(self._cpu_clock) * 1000
        except OSError:
            return 0

    def _read(self, fd):
        data = os.read(fd, 65536)
        if fd == self._result_fd:
            if not self.received:
                # The child is confined: from here on the time is the model's.
                self._deadline = time.monotonic() + self._job["wallMs"] / 1000
            self.received += data
        else:
            self._output_bytes += len(data)
        if self._output_bytes > self._job["outputBytes"] or len(self.received) > self._received_limit:
            self._stop(("output_limit", "the code wrote too much"))
        return len(data) > 0

    def _drain(self):
        for fd in (self._result_fd, self._output_fd):
            os.set_blocking(fd, False)
            try:
                while self._read(fd):
                    pass
            except BlockingIOError:
                pass

    def _stop(self, reason):
        if self.stopped_by is None:
            self.stopped_by = reason
            self._kill()

    def _kill(self):
        for send in (os.kill, os.killpg):
            try:
                send(self._pid, signal.SIGKILL)
            except OSError:
                pass


def end_strays():
    """Ends and collects whatever a child left behind; only possible where it may fork."""
    for _attempt in range(200):
        try:
            pid, _status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            _kill_children()
            time.sleep(0.005)
    os._exit(1)


def _kill_children():
    with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:
        for pid in file.read().split():
            os.kill(int(pid), signal.SIGKILL)


def _end_of(status):
    """Why a child that was not stopped has not answered, or None where it ended as it should."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU:
            return ("timeout", "the code ran out of time")
        if number == signal.SIGKILL:
            return ("memory", "the kernel ended the process, most likely for lack of memory")
        return ("runtime_error", f"ended by signal {number}")
    code = os.WEXITSTATUS(status)
    if code == answering.MEMORY_EXIT:
        return ("memory", "out of memory")
    return None if code == 0 else ("runtime_error", f"the process ended with status {code}")


def _results(received, nonce, count, end):
    """One result a call from the frames, in order. Anything but whole, expected frames fails every call."""
    header = answering.HEADER
    results = []
    position = 0
    while len(received) - position >= header.size:
        tag, index, kind, length = header.unpack_from(received, position)
        body = received[position + header.size : position + header.size + length]
        if tag != nonce or index not in (len(results), answering.ALL_CALLS) or len(results) >= count:
            return _failed(count, "runtime_error", "the result channel was tampered with")
        if len(body) < length:
            break
        result = _result(kind, body)
        if result is None or (index == answering.ALL_CALLS and (results or result[0] != "failed")):
            return _failed(count, "runtime_error", "the result channel was tampered with")
        results += [result] * (count if index == answering.ALL_CALLS else 1)
        position += header.size + length
    if len(results) == count:
        return results if end is None and position == len(received) else _failed(count, *(end or _UNTIDY))
    return results + _failed(count - len(results), *(end or _SILENT))


_SILENT = ("runtime_error", "the process ended before it answered")
_UNTIDY = ("runtime_error", "the result channel was tampered with")


def _result(kind, body):
    text = body.decode("utf-8", "replace")
    if kind < answering.FAILURE_BASE:
        return ["value", answering.PLAIN_TYPES[kind].__name__, text]
    if kind - answering.FAILURE_BASE < len(answering.FAILURES):
        return ["failed", answering.FAILURES[kind - answering.FAILURE_BASE], text[:400]]
    return None


def _failed(count, why, message):
    return [["failed", why, message]] * count
