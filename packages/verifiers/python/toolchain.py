"""The Node and the C++ compiler that programs of those languages are run with, and which files they may touch."""

import os

import confinement

_LIBRARIES = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"]
_COMPILER_FILES = ["/bin", "/usr/bin", "/usr/libexec", "/usr/include", "/usr/local/include", "/usr/local/bin"]
# Debian's own Node keeps parts of itself there.
_NODE_FILES = ["/usr/share/nodejs", "/dev/null", "/dev/urandom"]


class Missing(Exception):
    """There is nothing to run this language with, and what to do about it."""


class Toolchain:
    """Opened before the fork server gives up its rights: a Node may lie where `nobody` may not look."""

    def __init__(self, node, compiler, scratch):
        self.compiler = compiler
        self.scratch = scratch
        self._node = None if node is None else os.open(node, os.O_PATH | os.O_CLOEXEC)
        # Absent where Landlock is off.
        self.node_fence = None
        self.native_fence = None
        self._fenced = False

    def raise_fences(self):
        """Once, rather than when a program first needs one: then every fork server holds the same descriptors."""
        self._fenced = True
        libraries = [(path, confinement.RUNNABLE) for path in _LIBRARIES]
        self.native_fence = confinement.FileSystemFence(libraries)
        if self._node is not None:
            node_files = [(path, confinement.READABLE) for path in _NODE_FILES]
            self.node_fence = confinement.FileSystemFence(
                [*libraries, *node_files, (self._node, confinement.RUNNABLE)]
            )

    def node(self):
        if self._node is None:
            raise Missing("JavaScript programs need Node; put node on the PATH")
        return self._node

    def build_fence(self):
        """Anew for each build, since the scratch folder is."""
        if not self._fenced:
            return None
        prefix = os.path.dirname(os.path.dirname(self.compiler))
        places = [*_LIBRARIES, *_COMPILER_FILES, *([prefix] if prefix not in ("", "/", "/usr") else [])]
        rules = [(path, confinement.RUNNABLE) for path in places]
        return confinement.FileSystemFence(
            [*rules, (self.scratch, confinement.WRITABLE), ("/dev/null", confinement.WRITABLE)]
        )
