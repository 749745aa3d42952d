/**
 * Python that runs in the sandbox: loads a program, calls one of its functions and writes the result down. Subclasses of
 * built-in types count as those, as `==` and `json.dumps` have it. Random numbers are the same in every run. Where a module is
 * missing that the program imports, another one stands for it, which the program may name but not use.
 */
export const runner = `
import importlib.machinery
import json
import math
import random
import sys
import types

write_json = json.dumps
PLAIN = ((type(None), lambda none: none), (bool, bool), (int, int.__int__), (float, float.__float__), (complex, complex), (str, str.__str__), (bytes, bytes))
OPERATORS = """call getitem setitem delitem iter next len contains bool eq ne lt le gt ge add radd sub rsub mul rmul matmul
truediv rtruediv floordiv mod pow rpow and or ror xor neg pos abs invert enter exit str""".split()
used = []


class NotPlain(Exception):
    pass


class MissingType(type):
    __hash__ = type.__hash__

    def __getattr__(cls, name):
        return missing(name)


def refuse(*_values, **_named):
    used.append(True)
    raise ImportError("a module is used that is missing")


for operator in OPERATORS:
    setattr(MissingType, f"__{operator}__", refuse)


def missing(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return MissingType(name, (), {})


class MissingModules:
    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        module = types.ModuleType(spec.name)
        module.__getattr__ = missing
        return module

    def exec_module(self, module):
        pass


def load(program):
    random.seed(0)
    names = {"__name__": "program"}
    exec(compile(program, "<program>", "exec", dont_inherit=True), names)
    return names


def load_somehow(program):
    try:
        return load(program)
    except ImportError:
        sys.meta_path.append(MissingModules())
        return load(program)


def run(program, entry_point, positional, keyword, form):
    try:
        function = load_somehow(program)[entry_point]
    except MemoryError:
        raise
    except (Exception, SystemExit) as error:
        return "unrunnable", describe(error)
    kind, text = call(function, positional, keyword, form)
    return ("unrunnable", "it uses a module that is missing") if used else (kind, text)


def call(function, positional, keyword, form):
    try:
        result = function(*positional, **keyword)
    except MemoryError:
        raise
    except ImportError as error:
        return "unrunnable", describe(error)
    except (Exception, SystemExit) as error:
        return "raised", describe(error)
    try:
        return "returned", write_json(result) if form == "json" else literal(result)
    except MemoryError:
        raise
    except Exception as error:
        return "not_plain", describe(error)


def literal(value):
    if value is ...:
        return "..."
    if isinstance(value, float) and not math.isfinite(value):
        return repr(float(value)).replace("inf", "1e400")
    for kind, exact in PLAIN:
        if isinstance(value, kind):
            return repr(exact(value))
    if isinstance(value, dict):
        return "{" + ",".join(literal(key) + ":" + literal(part) for key, part in value.items()) + "}"
    parts = [literal(part) for part in value] if isinstance(value, (list, tuple, set, frozenset)) else None
    if isinstance(value, list):
        return "[" + ",".join(parts) + "]"
    if isinstance(value, tuple):
        return "(" + "".join(part + "," for part in parts) + ")"
    if parts is None:
        raise NotPlain(type(value).__name__)
    return "{" + ",".join(parts) + "}" if parts else "set()"


def describe(error):
    return (type(error).__name__ + ": " + str(error))[:200].encode("ascii", "backslashreplace").decode()


def passes(program):
    try:
        exec(compile(program, "<program>", "exec", dont_inherit=True), {})
    except MemoryError:
        raise
    except BaseException:
        return False
    return True
`;
