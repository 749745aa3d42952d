"""Holds a model's code and answers what a test asks of it. Neither the test nor an expected value is in this process.

Nothing here is a boundary: the code shares this process and may forge any answer, but only answers to what was asked.
"""

import builtins
import functools
import operator
import os
import struct
import sys
import types

import crossing

# Its own, so that a model that replaces one only confuses itself.
__builtins__ = dict(vars(builtins))

# A message: the asker's tag, which the answer repeats, and the length of the JSON that follows.
HEADER = struct.Struct("<16sI")
CHANNEL_READ = 4
CHANNEL_WRITE = 5

_MOST_VALUES = 4_000_000
_MAX_MESSAGE = 400
_FUNCTIONS = (
    types.FunctionType, types.BuiltinFunctionType, types.MethodType, functools.partial, type(functools.lru_cache(len)),
)  # fmt: skip
_OPERATORS = {
    **{name: getattr(operator, name) for name in (
        "getitem", "setitem", "delitem", "contains", "eq", "ne", "lt", "le", "gt", "ge", "add", "sub", "mul", "truediv",
        "floordiv", "mod", "pow", "matmul", "and_", "or_", "xor", "neg", "pos", "invert",
    )},
    **{function.__name__: function for function in (len, bool, str, repr, iter, next, hash, abs, setattr, delattr)},
    "enter": lambda target: target.__enter__(),
    "exit": lambda target, *error: target.__exit__(*error),
}  # fmt: skip


def solve(job):
    """Loads the code and serves the test until that ends. Never returns."""
    # As deep as in a process without what stands below it here.
    sys.setrecursionlimit(sys.getrecursionlimit() + 50)
    status = 1
    try:
        solution = _Solution(job["module"], job["outputBytes"])
        solution.load(job.get("prefix"), job["source"])
        solution.serve()
        status = 0
    finally:
        os._exit(status)


class _Solution:
    def __init__(self, name, most_bytes):
        self._module = types.ModuleType(name)
        sys.modules[name] = self._module
        self._names = self._module.__dict__
        self._most_bytes = most_bytes
        self._tag = b""
        self._kept = []
        self._records = frozenset()
        self._classes = frozenset()
        self._blank_classes = {}
        self._prefix_names = {}
        self._failure = None
        self._crossing = crossing.Crossing(
            self._reference_of, self._referent_of, self._record_name, self._blank_record, _MOST_VALUES
        )

    def load(self, prefix, source):
        for name, text in (("<prefix>", prefix), ("<answer>", source)):
            if text is None or self._failure is not None:
                continue
            try:
                code = compile(text.strip(), name, "exec", dont_inherit=True)
            except BaseException as error:
                self._failure = ["compile_error", _describe(error)]
                return
            try:
                exec(code, self._names)
            except MemoryError:
                self._failure = ["memory", "out of memory while the code was loaded"]
            except BaseException as error:
                self._failure = ["runtime_error", _describe(error)]
            if name == "<prefix>":
                self._prefix_names = dict(self._names)

    def serve(self):
        """Answers one question after another; ends with the asker. Returns the answer to a question of ours."""
        while True:
            message = self._receive()
            if message is None:
                os._exit(0)
            if message["op"] == "answer":
                return message
            self._send(self._answer(message))

    def _answer(self, message):
        if self._failure is not None:
            return {"failed": self._failure}
        op = message["op"]
        if op == "names":
            self._records = frozenset(message["records"])
            names = message["names"] if message["names"] is not None else self._public_names()
            self._classes |= {name for name in names if isinstance(self._names.get(name), type)} - self._records
            return {"names": {name: self._kind_of(name) for name in names}}
        objects = ()
        try:
            objects = self._crossing.unpack(message["entries"])
            values = [self._crossing.resolve(reference, objects) for reference in message["roots"]]
            result, raised = self._perform(op, message, values), None
        except BaseException as error:
            result, raised = _arguments_of(error), error
        return self._reply(result, raised, objects, message["entries"])

    def _perform(self, op, message, values):
        if op == "get":
            return getattr(values[0], message["name"])
        if op != "call":
            return _OPERATORS[op](*values)
        target, *given = values
        keywords = message["keywords"]
        split = len(given) - len(keywords)
        return target(*given[:split], **dict(zip(keywords, given[split:])))

    def _reply(self, result, raised, objects, entries):
        """What a call returned or raised, and what it changed of its arguments as far as that can cross."""
        for known in (objects, ()):
            try:
                roots, fresh, contents, _order = self._crossing.pack([result], known)
            except crossing.TooLarge:
                return {"failed": ["output_limit", "the returned value is too large"]}
            except crossing.CannotCross as error:
                if raised is not None:
                    result = (_text_of(raised),)
                failure = {"failed": ["not_plain", f"returned {error}"]}
                continue
            except MemoryError:
                return {"failed": ["memory", "out of memory"]}
            changed = {
                index: entry for index, entry in contents.items() if crossing.is_other(entry, entries[index])
            }
            reply = {"roots": roots, "entries": fresh, "changed": changed, "known": len(known)}
            if raised is not None:
                reply["raised"] = self._lineage(type(raised))
                reply["text"] = _text_of(raised)
            return reply
        return failure

    def _kind_of(self, name):
        if name not in self._names:
            return ["absent"]
        value = self._names[name]
        if isinstance(value, type):
            return ["exception", self._lineage(value)] if issubclass(value, BaseException) else ["class"]
        if isinstance(value, types.ModuleType):
            return ["module", value.__name__]
        if callable(value):
            return ["function"]
        try:
            roots, entries, _contents, _order = self._crossing.pack([value])
        except (crossing.CannotCross, crossing.TooLarge):
            self._kept.append(value)
            return ["object", len(self._kept) - 1]
        return ["value", roots[0], entries]

    def _public_names(self):
        listed = self._names.get("__all__")
        if type(listed) is list:
            return [name for name in listed if type(name) is str]
        return [name for name in self._names if not name.startswith("_")]

    def _lineage(self, kind):
        """The classes of an exception that the other side can know, from the nearest on."""
        return [
            ["solution" if self._names.get(one.__name__) is one else "builtin", one.__name__]
            for one in kind.__mro__
            if self._names.get(one.__name__) is one or getattr(builtins, one.__name__, None) is one
        ]

    def _reference_of(self, value):
        kind = type(value)
        if kind is _Callback:
            return [crossing.REMOTE, "test", value.index]
        if kind is type and getattr(builtins, value.__name__, None) is value:
            return [crossing.REMOTE, "builtin", value.__name__]
        if kind in _FUNCTIONS or isinstance(value, type):
            return self._keep("function", value, "")
        if kind.__name__ in self._classes and self._names.get(kind.__name__) is kind:
            return self._keep("object", value, kind.__name__)
        if hasattr(kind, "__next__") and kind.__module__ in ("builtins", "itertools"):
            return self._keep("iterator", value, "")
        return None

    def _keep(self, what, value, name):
        for index in range(len(self._kept) - 1, max(-1, len(self._kept) - 100), -1):
            if self._kept[index] is value:
                return [crossing.REMOTE, what, index, name]
        self._kept.append(value)
        return [crossing.REMOTE, what, len(self._kept) - 1, name]

    def _referent_of(self, entry):
        _tag, what, name = entry
        if what == "test":
            return _Callback(self, name)
        if what == "kept":
            return self._kept[name]
        if what == "builtin":
            return getattr(builtins, name)
        if name not in self._names:
            raise NameError(f"the code defines no {name}")
        return self._names[name]

    def _record_name(self, value):
        kind = type(value)
        name = kind.__name__
        known = (self._names.get(name), self._prefix_names.get(name), self._blank_classes.get(name))
        return name if name in self._records and kind in known else None

    def _blank_record(self, name):
        kind = self._names.get(name)
        if not isinstance(kind, type):
            kind = self._blank_classes.setdefault(name, type(name, (), {}))
        return object.__new__(kind)

    def call_back(self, index, arguments, keywords):
        """Calls a function of the test that it handed over as an argument."""
        roots, entries, _contents, _order = self._crossing.pack([*arguments, *keywords.values()])
        self._send({"callback": index, "roots": roots, "entries": entries, "keywords": list(keywords)})
        answer = self.serve()
        objects = self._crossing.unpack(answer["entries"])
        values = [self._crossing.resolve(reference, objects) for reference in answer["roots"]]
        if "raised" in answer:
            raise getattr(builtins, answer["raised"], Exception)(*values)
        return values[0]

    def _receive(self):
        header = _read_exactly(HEADER.size)
        if header is None:
            return None
        self._tag, length = HEADER.unpack(header)
        body = _read_exactly(length)
        return None if body is None else crossing.from_text(body)

    def _send(self, message):
        try:
            body = crossing.to_text(message)
        except (ValueError, MemoryError, RecursionError):
            body = b""
        if not 0 < len(body) <= self._most_bytes:
            body = crossing.to_text({"failed": ["output_limit", "the returned value is too large"]})
        data = memoryview(HEADER.pack(self._tag, len(body)) + body)
        while data:
            data = data[os.write(CHANNEL_WRITE, data) :]


class _Callback:
    """A function that lives in the test."""

    def __init__(self, solution, index):
        self._solution = solution
        self.index = index

    def __call__(self, *arguments, **keywords):
        return self._solution.call_back(self.index, arguments, keywords)


def _arguments_of(error):
    arguments = getattr(error, "args", ())
    return arguments if type(arguments) is tuple else (_text_of(error),)


def _text_of(error):
    """The message of an exception, which may be the model's own code: it may fail and proves nothing."""
    try:
        text = str(error)
        return text[:_MAX_MESSAGE] if type(text) is str else ""
    except BaseException:
        return ""


def _describe(error):
    text = _text_of(error)
    return crossing.name_of(type(error)) + (f": {text}" if text else "")


def _read_exactly(count):
    parts = []
    while count > 0:
        part = os.read(CHANNEL_READ, min(count, 1 << 20))
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
