"""A fork server: starts once, then answers each job in a fork of itself that confines itself first.

Started as `python3 -s -S -B zygote.py <level>` with an empty environment. Frames on standard input and output: a
little-endian length of 4 bytes, then JSON. The first frame out says what confinement works here, found by trying.
"""

import errno
import gc
import json
import os
import platform
import resource
import socket
import struct
import sys
import warnings

import confinement
import preloading
import supervising


def main():
    parent = os.getppid()
    level = int(sys.argv[1])
    os.environ.clear()
    null_fd = os.open("/dev/null", os.O_RDWR)
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    preloading.load()
    # From here on an import finds only what is loaded: the children may open no file.
    sys.path.clear()
    sys.path_importer_cache.clear()
    warnings.simplefilter("ignore")
    features = ["rlimits"]
    if confinement.drop_root():
        features.append("nobody")
    confinement.adopt_orphans()
    confinement.forbid_new_privileges()
    confinement.die_with_parent(parent)
    system_call_filter, fence, problems = _try_confinement() if level >= 1 else (None, None, [])
    if system_call_filter is not None:
        features.append("seccomp")
    if fence is not None:
        features.append(f"landlock-{fence.version}")
    supervisor = supervising.Supervisor(0, null_fd, system_call_filter, fence)
    _write_frame({"machine": platform.machine(), "features": features, "problems": problems})
    gc.collect()
    gc.freeze()
    gc.disable()
    while (job := _read_frame()) is not None:
        _write_frame(_reply(supervisor, job))
        # ast.literal_eval leaves cycles; collected here they cost no child anything.
        gc.collect()


def _reply(supervisor, job):
    try:
        arguments = supervising.parse_arguments(job)
    except ValueError as error:
        return {"badArguments": str(error)}
    return {"results": supervisor.run(job, arguments)}


def _try_confinement():
    """The filter and the fence that really refuse what they should, each tried in a child of its own."""
    problems = []
    system_call_filter = _attempt("seccomp", confinement.SystemCallFilter, _refuses_system_calls, problems)
    fence = _attempt("Landlock", confinement.FileSystemFence, _refuses_files, problems)
    return system_call_filter, fence, problems


def _attempt(name, create, refuses, problems):
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
    problems.append({"what": f"{name} does not take effect here", "advice": "permit it in the container or sandbox around"})
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
