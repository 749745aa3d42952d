"""Lets programs use `threading` where no thread can be started: each runs to its end when it is started.

That is what most programs want of a thread: a larger stack, which the confined child has from the start. What waits for
another thread that runs at the same time waits in vain, and is ended at its limit.
"""

import _thread
import sys
import threading


def install():
    threading.Thread.start = _start
    threading.Thread.join = _join
    threading.Thread.is_alive = _is_alive
    threading.stack_size = _thread.stack_size = _stack_size
    _thread.start_new_thread = _thread.start_new = _start_new_thread


def _start(self):
    """Run the thread's activity, to its end."""
    if self._started.is_set():
        raise RuntimeError("threads can only be started once")
    self._started.set()
    _guarded(self.run, (), {}, self)


def _join(self, timeout=None):
    """Do nothing: a thread that was started has ended."""
    if not self._started.is_set():
        raise RuntimeError("cannot join thread before it is started")


def _is_alive(self):
    """Return False: a thread that was started has ended."""
    return False


def _stack_size(size=0):
    """Return 0, and accept any size."""
    return 0


def _start_new_thread(function, arguments, options=None):
    """Run the function, to its end."""
    _guarded(function, arguments, options or {}, None)
    return _thread.get_ident()


def _guarded(function, arguments, options, thread):
    try:
        function(*arguments, **options)
    except SystemExit:
        pass
    except Exception:
        threading.excepthook(threading.ExceptHookArgs([*sys.exc_info(), thread]))
