"""What a test holds of a solution: stand-ins that ask the solution's process, and give plain values or stand-ins back.

A stand-in never equals a plain value, and no operator hands it one: whatever the solution returns in place of a result,
its code is not asked what it equals. Only objects that the test itself made may be calculated with.
"""

import builtins
import functools
import importlib
import os
import types

import crossing
from solving import CHANNEL_READ, CHANNEL_WRITE, HEADER

# Modules that a test may use by their names alone, as the usual preambles of solutions import them.
USUAL_MODULES = frozenset(
    "bisect collections copy datetime functools heapq itertools json math operator random re string typing".split()
)
_MOST_VALUES = 8_000_000
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, functools.partial)


class Ended(BaseException):
    """The test cannot go on; `Solution.fatal` says why, also where the test catches this."""


class Solution:
    """The other end of the channel: one question at a time, one answer each, which repeats a tag unknown before."""

    def __init__(self, most_calls, most_bytes):
        self.calls = 0
        self.fatal = None
        self.absent = frozenset()
        self.test_names = {}
        self._most_calls = most_calls
        self._most_bytes = most_bytes
        self._tag = b""
        self._raised = []
        self._callbacks = []
        self._stand_ins = {}
        self._classes = {}
        self._records = frozenset()
        self._crossing = crossing.Crossing(
            self._reference_of, self._referent_of, self._record_name, self._blank_record, _MOST_VALUES
        )

    def describe(self, names, records=()):
        """What the solution has under each name; of all public ones for None."""
        self._records |= frozenset(records)
        reply = self._ask({"op": "names", "names": names, "records": sorted(self._records)})
        try:
            return {name: list(reply["names"][name]) for name in (reply["names"] if names is None else names)}
        except (KeyError, TypeError):
            self._tampered()

    def stand_in(self, name, kind):
        """What the test gets for a name of the solution."""
        try:
            if kind[0] == "function":
                return _Function(self, "name", name)
            if kind[0] == "class":
                return self._class_of(name)
            if kind[0] == "exception":
                return self._exception_class(name, kind[1])
            if kind[0] == "value":
                return self._crossing.resolve(kind[1], self._crossing.unpack(kind[2]))
            if kind[0] == "object":
                return self._instance(kind[1], "object")
        except Ended:
            raise
        except Exception:
            pass
        return self._tampered()

    def invoke(self, op, values, **details):
        """Lets the solution do something with values, and gives what it returned, or raises what it raised."""
        self.calls += 1
        if self.calls > self._most_calls:
            self._end("failed", "output_limit", f"the test called the solution more than {self._most_calls} times")
        try:
            roots, entries, _contents, order = self._crossing.pack(values)
        except (crossing.CannotCross, crossing.TooLarge) as error:
            self._end("unsupported", None, f"an argument cannot be handed over: {error or 'it is too large'}")
        reply = self._ask({"op": op, "roots": roots, "entries": entries, **details})
        try:
            known = order if reply["known"] else []
            objects = self._crossing.unpack(reply["entries"], known)
            for index, entry in reply["changed"].items():
                self._crossing.fill(known[int(index)], entry, objects)
            result = self._crossing.resolve(reply["roots"][0], objects)
            raised = self._exception(reply, result) if "raised" in reply else None
        except MemoryError:
            self._end("failed", "memory", "the returned value is too large")
        except Ended:
            raise
        except Exception:
            self._tampered()
        if raised is not None:
            self._raised.append(raised)
            raise raised
        return result

    def has_raised(self, error):
        """Whether an exception came from the solution."""
        return any(one is error for one in self._raised)

    def end(self):
        """Lets the solution end; true when it had nothing left to say."""
        os.close(CHANNEL_WRITE)
        return os.read(CHANNEL_READ, 1) == b""

    def _ask(self, message):
        self._send(message)
        while True:
            reply = self._receive()
            if "failed" in reply:
                why, text = (reply["failed"] + ["", ""])[:2] if type(reply["failed"]) is list else ("", "")
                allowed = ("memory", "output_limit", "runtime_error", "compile_error", "not_plain")
                self._end("failed", why if why in allowed else "tampered", str(text)[:400])
            if "callback" not in reply:
                return reply
            self._send(self._call_back(reply))

    def _call_back(self, request):
        self.calls += 1
        if self.calls > self._most_calls:
            self._end("failed", "output_limit", f"the solution called the test more than {self._most_calls} times")
        try:
            function = self._callbacks[request["callback"]]
            objects = self._crossing.unpack(request["entries"])
            values = [self._crossing.resolve(reference, objects) for reference in request["roots"]]
            keywords = request["keywords"]
            split = len(values) - len(keywords)
            named = dict(zip(keywords, values[split:]))
        except Exception:
            self._tampered()
        answer = {"op": "answer"}
        try:
            result = function(*values[:split], **named)
        except Exception as error:
            if isinstance(error, AssertionError):
                self._end("failed", "assertion", f"a function of the test: {error}")
            answer["raised"] = type(error).__name__
            result = str(error)
        try:
            answer["roots"], answer["entries"], _contents, _order = self._crossing.pack([result])
        except (crossing.CannotCross, crossing.TooLarge) as error:
            self._end("unsupported", None, f"what a function of the test returns cannot be handed over: {error}")
        return answer

    def _send(self, message):
        body = crossing.to_text(message)
        self._tag = os.urandom(16)
        data = memoryview(HEADER.pack(self._tag, len(body)) + body)
        try:
            while data:
                data = data[os.write(CHANNEL_WRITE, data) :]
        except BrokenPipeError:
            self._end("lost", None, "")

    def _receive(self):
        tag, length = HEADER.unpack(self._read_exactly(HEADER.size))
        if tag != self._tag or length > self._most_bytes:
            self._tampered()
        try:
            return crossing.from_text(self._read_exactly(length))
        except crossing.Malformed:
            self._tampered()

    def _read_exactly(self, count):
        parts = []
        while count > 0:
            part = os.read(CHANNEL_READ, min(count, 1 << 20))
            if not part:
                self._end("lost", None, "")
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def _tampered(self):
        self._end("failed", "tampered", "the solution did not answer as it should")

    def _end(self, outcome, why, message):
        report = {"outcome": outcome, "message": message}
        self.fatal = self.fatal or ({**report, "why": why} if why is not None else report)
        raise Ended

    def _exception(self, reply, arguments):
        text = str(reply["text"])[:400]
        for origin, name in reply["raised"]:
            kind = getattr(builtins, name, None) if origin == "builtin" else self.test_names.get(name)
            if isinstance(kind, type) and issubclass(kind, BaseException):
                try:
                    return kind(*arguments)
                except Exception:
                    return _with_text(kind, text)
        return Exception(text)

    def _exception_class(self, name, lineage):
        bases = [getattr(builtins, base, None) for origin, base in lineage if origin == "builtin"]
        base = next(kind for kind in bases if isinstance(kind, type) and issubclass(kind, BaseException))
        return type(name, (base,), {})

    def _class_of(self, name):
        if name not in self._classes:
            self._classes[name] = _ClassStandIn(name, (_Instance,), {"__slots__": (), "_remote": (self, name)})
        return self._classes[name]

    def _instance(self, index, name):
        return self._once(index, lambda: _new_instance(self._class_of(name) if name else _Instance, self, index))

    def _once(self, index, make):
        if type(index) is not int:
            raise crossing.Malformed("an index that is none")
        if index not in self._stand_ins:
            self._stand_ins[index] = make()
        return self._stand_ins[index]

    def _reference_of(self, value):
        kind = type(value)
        if isinstance(value, _StandIn):
            return [crossing.REMOTE, *object.__getattribute__(value, "_target")]
        if kind is _ClassStandIn:
            return [crossing.REMOTE, "name", value._remote[1]]
        if isinstance(value, (type, types.BuiltinFunctionType)):
            is_builtin = getattr(builtins, value.__name__, None) is value
            return [crossing.REMOTE, "builtin", value.__name__] if is_builtin else None
        if isinstance(value, _FUNCTIONS):
            self._callbacks.append(value)
            return [crossing.REMOTE, "test", len(self._callbacks) - 1]
        return None

    def _referent_of(self, entry):
        _tag, what, index, *rest = entry
        if what == "test":
            return self._callbacks[index]
        if what == "builtin":
            kind = getattr(builtins, index)
            if isinstance(kind, type):
                return kind
        if what == "function":
            return self._once(index, lambda: _Function(self, "kept", index))
        if what == "iterator":
            return self._once(index, lambda: _Iterator(self, "kept", index))
        if what == "object" and rest[0] in self._classes:
            return self._instance(index, rest[0])
        raise crossing.Malformed("a reference to nothing")

    def _record_name(self, value):
        kind = type(value)
        if kind.__name__ not in self._records or self.test_names.get(kind.__name__) is not kind:
            return None
        return kind.__name__

    def _blank_record(self, name):
        kind = self.test_names.get(name)
        if name not in self._records or not isinstance(kind, type) or type(kind) is _ClassStandIn:
            raise crossing.Malformed("an object of no known class")
        return object.__new__(kind)


def _with_text(kind, text):
    error = kind.__new__(kind)
    error.args = (text,)
    return error


class _StandIn:
    __slots__ = ("_solution", "_target")

    def __init__(self, solution, *target):
        object.__setattr__(self, "_solution", solution)
        object.__setattr__(self, "_target", target)

    def _do(self, op, *values, **details):
        return object.__getattribute__(self, "_solution").invoke(op, (self, *values), **details)

    def __call__(self, *arguments, **keywords):
        return self._do("call", *arguments, *keywords.values(), keywords=list(keywords))

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self._do("get", name=name)


class _Function(_StandIn):
    """A function or method of the solution."""

    __slots__ = ()


class _Iterator(_StandIn):
    """An iterator of the solution, which is asked for each item."""

    __slots__ = ()

    def __iter__(self):
        return self

    def __next__(self):
        return self._do("next")


class _ClassStandIn(type):
    """A class of the solution. Its instances live there."""

    def __new__(cls, name, bases, body):
        if any(type(base) is _ClassStandIn for base in bases):
            raise TypeError("a test cannot inherit from a class of the solution")
        return super().__new__(cls, name, bases, body)

    def __call__(cls, *arguments, **keywords):
        solution, _name = cls._remote
        made = solution.invoke("call", (cls, *arguments, *keywords.values()), keywords=list(keywords))
        if isinstance(made, _Instance):
            object.__setattr__(made, "_owned", True)
        return made

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return cls._remote[0].invoke("get", (cls,), name=name)


class _Instance(_StandIn):
    """An object of the solution. `_owned` are those that the test made itself, by calling their class."""

    __slots__ = ("_owned",)

    def __setattr__(self, name, value):
        self._do("setattr", name, value)

    def __delattr__(self, name):
        self._do("delattr", name)

    def __bool__(self):
        return self._do("bool")

    def __len__(self):
        return self._do("len")

    def __hash__(self):
        return self._do("hash")

    def __str__(self):
        return self._do("str")

    def __repr__(self):
        return self._do("repr")

    def __iter__(self):
        return self._do("iter")

    def __next__(self):
        return self._do("next")

    def __getitem__(self, key):
        return self._do("getitem", key)

    def __setitem__(self, key, value):
        self._do("setitem", key, value)

    def __delitem__(self, key):
        self._do("delitem", key)

    def __enter__(self):
        return self._do("enter")

    def __exit__(self, *error):
        return self._do("exit", *(None for _part in error))

    def __contains__(self, item):
        if not object.__getattribute__(self, "_owned"):
            raise TypeError("an object that the solution returned is not asked what it contains")
        return self._do("contains", item)


def _new_instance(kind, solution, index):
    made = object.__new__(kind)
    _StandIn.__init__(made, solution, "kept", index)
    object.__setattr__(made, "_owned", False)
    return made


def _comparison(op):
    def compare(self, other):
        return self._do(op, other) if isinstance(other, _Instance) else NotImplemented

    return compare


def _calculation(op):
    def calculate(self, *others):
        own = object.__getattribute__(self, "_owned")
        if own or all(isinstance(other, _Instance) for other in others):
            return self._do(op, *others)
        return NotImplemented

    return calculate


for _op in "eq ne lt le gt ge".split():
    setattr(_Instance, f"__{_op}__", _comparison(_op))
for _op in "add sub mul truediv floordiv mod pow matmul and or xor neg pos invert abs".split():
    setattr(_Instance, f"__{_op}__", _calculation(_op + "_" if _op in ("and", "or") else _op))


class SolutionModule(types.ModuleType):
    """The module that a test imports the solution from."""

    def __init__(self, name, solution):
        super().__init__(name)
        self.__dict__["_solution"] = solution

    def __getattr__(self, name):
        solution = self.__dict__["_solution"]
        if name == "__all__":
            return [one for one in solution.describe(None) if not one.startswith("_")]
        if name.startswith("__"):
            raise AttributeError(name)
        kind = solution.describe([name])[name]
        if kind[0] == "absent":
            raise AttributeError(f"the code defines no {name}")
        if kind[0] == "module":
            if name not in USUAL_MODULES:
                raise AttributeError(name)
            value = importlib.import_module(name)
        else:
            value = solution.stand_in(name, kind)
        self.__dict__[name] = value
        solution.test_names.setdefault(name, value)
        return value
