"""Runs a model's code in a confined child and reports what its calls return.

Nothing here is a boundary: the model's code shares this process and may forge any answer. It cannot know a right one,
because expected values never enter, and the supervisor takes exactly one answer a call.
"""

import os
import struct

from supervising import MEMORY_EXIT, RESULT_FD

# A frame: nonce, index of the call, kind, length of the UTF-8 text that follows.
HEADER = struct.Struct("<16sIBI")
PLAIN_TYPES = (int, float, bool, str, type(None), list, tuple, dict, set)
FAILURES = ("memory", "output_limit", "runtime_error", "compile_error", "not_plain")
FAILURE_BASE = len(PLAIN_TYPES)
ALL_CALLS = 0xFFFFFFFF

_KIND_OF_TYPE = {plain: kind for kind, plain in enumerate(PLAIN_TYPES)}
_MAX_DEPTH = 64
_MAX_VALUES = 100_000
_MAX_MESSAGE = 200
# CPython refuses to print longer integers by default.
_MAX_INTEGER_BITS = 14_000


class _TooLarge(Exception):
    pass


def answer_calls(job, arguments, nonce):
    """Answers every call of the job, then ends the process. Never returns."""
    status = 1
    try:
        _answer_calls(job, arguments, nonce)
        status = 0
    except MemoryError:
        status = MEMORY_EXIT
    finally:
        os._exit(status)


def _answer_calls(job, arguments, nonce):
    limit = job["outputBytes"]
    try:
        function = _load(job["source"], job.get("entryPoint"))
    except _Refused as refusal:
        _send(nonce, ALL_CALLS, FAILURE_BASE + FAILURES.index(refusal.why), refusal.message)
        return
    for index, values in enumerate(arguments):
        kind, text = _call(function, values, limit)
        _send(nonce, index, kind, text)


class _Refused(Exception):
    def __init__(self, why, message):
        super().__init__(message)
        self.why = why
        self.message = message


def _load(source, entry_point):
    try:
        code = compile(source.strip(), "<answer>", "eval" if entry_point is None else "exec", dont_inherit=True)
    except BaseException as error:
        raise _Refused("compile_error", _describe(error)) from None
    names = {"__name__": "answer"}
    try:
        function = eval(code, names)
    except MemoryError:
        raise _Refused("memory", "out of memory while the code was loaded") from None
    except BaseException as error:
        raise _Refused("runtime_error", _describe(error)) from None
    if entry_point is not None:
        function = names.get(entry_point)
    if not callable(function):
        what = "the expression is not a function" if entry_point is None else f"the code defines no function {entry_point}"
        raise _Refused("runtime_error", what)
    return function


def _call(function, values, limit):
    try:
        result = function(*values)
        _check_plain(result)
        text = repr(result)
        if len(text) > limit:
            raise _TooLarge
        return _KIND_OF_TYPE[type(result)], text
    except MemoryError:
        return FAILURE_BASE + 0, "out of memory"
    except _TooLarge:
        return FAILURE_BASE + 1, "the returned value is too large"
    except _NotPlain as error:
        return FAILURE_BASE + 4, error.args[0]
    except BaseException as error:
        return FAILURE_BASE + 2, _describe(error)


class _NotPlain(Exception):
    pass


def _check_plain(value):
    """Only exact built-in types: their repr runs no code of the model, and no subclass can lie about equality."""
    pending = [(value, 0)]
    seen = 0
    while pending:
        item, depth = pending.pop()
        seen += 1
        kind = type(item)
        if kind not in _KIND_OF_TYPE:
            raise _NotPlain(f"returned a value of type {_name(kind)}")
        if seen > _MAX_VALUES or depth > _MAX_DEPTH:
            raise _TooLarge
        if kind is int:
            if item.bit_length() > _MAX_INTEGER_BITS:
                raise _TooLarge
        elif kind is dict:
            for key, part in item.items():
                pending.append((key, depth + 1))
                pending.append((part, depth + 1))
                if len(pending) > _MAX_VALUES:
                    raise _TooLarge
        elif kind is list or kind is tuple or kind is set:
            if len(pending) + len(item) > _MAX_VALUES:
                raise _TooLarge
            for part in item:
                pending.append((part, depth + 1))


def _describe(error):
    """Type and message of an exception. Both may be the model's own code, so they may fail and prove nothing."""
    try:
        text = str(error)
        detail = f": {text[:_MAX_MESSAGE]}" if type(text) is str and text else ""
        return _name(type(error)) + detail
    except BaseException:
        return "an exception that cannot be described"


def _name(kind):
    name = kind.__name__
    return name[:_MAX_MESSAGE] if type(name) is str else "?"


def _send(nonce, index, kind, text):
    body = text.encode("utf-8", "backslashreplace")
    frame = HEADER.pack(nonce, index, kind, len(body)) + body
    while frame:
        frame = frame[os.write(RESULT_FD, frame) :]
