"""What a process may do once it runs a model's code: rlimits, seccomp-BPF and Landlock, by ctypes alone."""

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long

_ZERO = ctypes.c_ulong(0)
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_SECCOMP = 22
_PR_SET_CHILD_SUBREAPER = 36
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2
_LANDLOCK_CREATE_RULESET = 444
_LANDLOCK_RESTRICT_SELF = 446

# The system calls CPython needs to compute, allocate, sleep, write to descriptors it has, and end. Whatever is not
# listed fails with EPERM: open and stat in every form, fork, clone, execve, sockets, signals, ptrace, prctl, rlimits,
# namespaces, io_uring. Numbers: the kernel's tables for each architecture.
_MACHINES = {
    "x86_64": {
        "audit": 0xC000003E,
        "clone3": 435,
        "allowed": {
            "read": 0, "write": 1, "close": 3, "lseek": 8, "mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12,
            "rt_sigreturn": 15, "writev": 20, "select": 23, "sched_yield": 24, "mremap": 25, "madvise": 28,
            "nanosleep": 35, "getpid": 39, "exit": 60, "gettimeofday": 96, "getrusage": 98, "times": 100,
            "sigaltstack": 131, "gettid": 186, "time": 201, "futex": 202, "sched_getaffinity": 204,
            "restart_syscall": 219, "clock_gettime": 228, "clock_getres": 229, "clock_nanosleep": 230,
            "exit_group": 231, "pselect6": 270, "getrandom": 318,
        },
    },
    "aarch64": {
        "audit": 0xC00000B7,
        "clone3": 435,
        "allowed": {
            "close": 57, "lseek": 62, "read": 63, "write": 64, "writev": 66, "pselect6": 72, "exit": 93,
            "exit_group": 94, "futex": 98, "nanosleep": 101, "clock_gettime": 113, "clock_getres": 114,
            "clock_nanosleep": 115, "sched_getaffinity": 123, "sched_yield": 124, "restart_syscall": 128,
            "sigaltstack": 132, "rt_sigreturn": 139, "times": 153, "getrusage": 165, "gettimeofday": 169,
            "getpid": 172, "gettid": 178, "brk": 214, "munmap": 215, "mremap": 216, "mmap": 222, "mprotect": 226,
            "madvise": 233, "getrandom": 278,
        },
    },
}  # fmt: skip


class Unavailable(Exception):
    """A feature that this machine does not have, and what to do about it."""

    def __init__(self, what, advice):
        super().__init__(what)
        self.what = what
        self.advice = advice


def _prctl(option, argument, pointer=None):
    if _libc.prctl(option, ctypes.c_ulong(argument), pointer or _ZERO, _ZERO, _ZERO) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def die_with_parent(parent):
    """SIGKILL for this process when `parent` dies, also when it died just before."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans():
    """Descendants whose parent ended become children of this process, so that it can end them."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def forbid_new_privileges():
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def hide_memory():
    """No core dump, and no /proc entries that another process of the same user can read."""
    _prctl(_PR_SET_DUMPABLE, 0)


def drop_root():
    """Becomes `nobody` when it is root, so that limits per user and file modes count. Says whether it did."""
    if os.geteuid() != 0:
        return False
    try:
        os.setgroups([])
        os.setresgid(65534, 65534, 65534)
        os.setresuid(65534, 65534, 65534)
    except OSError:
        # A user namespace without a second user, where root has no power outside anyway.
        return False
    return True


class _SockFilterProgram(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


class SystemCallFilter:
    """The seccomp program, assembled once; `install` puts it on the calling process for good."""

    def __init__(self):
        machine = _MACHINES.get(platform.machine())
        if machine is None or sys.maxsize < 2**32:
            raise Unavailable(
                f"no seccomp filter is written for {platform.machine()}",
                "use a 64-bit Python on x86_64 or aarch64",
            )
        code = _assemble(machine)
        self._code = ctypes.create_string_buffer(code, len(code))
        self._program = _SockFilterProgram(len(code) // 8, ctypes.addressof(self._code))

    def install(self):
        _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(self._program))


def _assemble(machine):
    load, jump_if_equal, answer = 0x20, 0x15, 0x06
    allow, kill, fail = 0x7FFF0000, 0x80000000, 0x00050000
    numbers = sorted(machine["allowed"].values())
    # Layout: check the architecture, load the number, one test a permitted call, then the answers.
    instructions = [
        (load, 0, 0, 4),
        (jump_if_equal, 1, 0, machine["audit"]),
        (answer, 0, 0, kill),
        (load, 0, 0, 0),
    ]
    for index, number in enumerate(numbers):
        # To `allow`, over the remaining tests, the clone3 test and the EPERM and ENOSYS answers.
        instructions.append((jump_if_equal, len(numbers) - index - 1 + 3, 0, number))
    instructions += [
        # ENOSYS makes the C library fall back to clone, whose refusal it reports properly.
        (jump_if_equal, 1, 0, machine["clone3"]),
        (answer, 0, 0, fail | errno.EPERM),
        (answer, 0, 0, fail | errno.ENOSYS),
        (answer, 0, 0, allow),
    ]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in instructions)


class FileSystemFence:
    """A Landlock ruleset without a single rule: no file, no TCP port, no signal to anyone outside."""

    def __init__(self):
        self.version = _libc.syscall(_LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint(1))
        if self.version < 1:
            raise Unavailable(
                f"the kernel offers no Landlock: {os.strerror(ctypes.get_errno())}",
                "use Linux 5.13 or newer, booted with landlock among its lsm=…, in a container that permits it",
            )
        self._ruleset = self._create()

    def _create(self):
        file_rights = {1: 13, 2: 14, 3: 15, 4: 15}.get(self.version, 16)
        attributes = [(1 << file_rights) - 1]
        if self.version >= 4:
            attributes.append(0b11)
        if self.version >= 6:
            attributes.append(0b11)
        packed = struct.pack(f"={len(attributes)}Q", *attributes)
        ruleset = _libc.syscall(_LANDLOCK_CREATE_RULESET, packed, ctypes.c_size_t(len(packed)), ctypes.c_uint(0))
        if ruleset < 0:
            raise Unavailable(
                f"Landlock refuses a ruleset: {os.strerror(ctypes.get_errno())}", "permit Landlock in the container"
            )
        return ruleset

    def enter(self):
        if _libc.syscall(_LANDLOCK_RESTRICT_SELF, ctypes.c_int(self._ruleset), ctypes.c_uint(0)) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code))


def address_space_bytes():
    """Virtual memory this process has mapped already, which RLIMIT_AS counts too."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 128 << 20


def limit_resources(cpu_ms, memory_bytes):
    """The kernel's own limits: no file may grow, no descriptor, process or thread may be added."""
    # RLIMIT_CPU counts whole seconds; the supervisor's clock is finer and this one stands behind it.
    cpu_seconds = -(-cpu_ms // 1000) + 1
    set_limit = resource.setrlimit
    set_limit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    set_limit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    set_limit(resource.RLIMIT_FSIZE, (0, 0))
    set_limit(resource.RLIMIT_CORE, (0, 0))
    set_limit(resource.RLIMIT_NPROC, (0, 0))
    set_limit(resource.RLIMIT_NOFILE, (4, 4))
