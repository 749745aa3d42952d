"""Files in memory that can be read and executed, and not be changed."""

import fcntl
import os

# Not in every version of the modules.
_F_ADD_SEALS = 1033
_ALL_SEALS = 0b1111
_MFD_EXEC = 0x10


class SealedFile:
    """A context that gives the descriptor of a file with this text or these bytes, read from its start."""

    def __init__(self, content):
        self._content = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        self._fd = -1

    def __enter__(self):
        self._fd = sealed_descriptor(self._content)
        return self._fd

    def __exit__(self, *_error):
        os.close(self._fd)


def sealed_descriptor(content, executable=False):
    fd = _create(executable)
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(fd, rest) :]
    os.lseek(fd, 0, os.SEEK_SET)
    fcntl.fcntl(fd, _F_ADD_SEALS, _ALL_SEALS)
    return fd


def _create(executable):
    flags = os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING
    if executable:
        try:
            return os.memfd_create("program", flags | _MFD_EXEC)
        except OSError:
            # Linux before 6.3, where every one of them may be executed.
            pass
    return os.memfd_create("program", flags)
