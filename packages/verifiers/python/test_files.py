"""Runs a test file as pytest would, with a stand-in for the part of pytest that such files use.

Real pytest needs files, threads and processes, which a confined process has not; the stand-in decides the same on every
machine. What it does not know is refused by name, never passed over.
"""

import inspect
import itertools
import re
import types


class Unsupported(Exception):
    """The file needs something that is not here."""


class Skipped(BaseException):
    """A test that asked to be left out."""


def stand_ins():
    """The modules that a test file may import."""
    return {"pytest": _pytest()}


def run(module):
    """Runs every test of the module in its order and returns how many ran. A test that fails raises."""
    ran = 0
    for name, function, owner in _tests_of(module):
        for arguments in _cases_of(function, owner):
            try:
                _run_one(module, function, owner, arguments)
                ran += 1
            except Skipped:
                pass
            except BaseException as error:
                if hasattr(error, "add_note"):
                    error.add_note(name)
                raise
    if ran == 0:
        raise Unsupported("the file holds no test that runs")
    return ran


def _tests_of(module):
    for name, value in list(vars(module).items()):
        if name.startswith("test") and inspect.isfunction(value):
            yield name, value, None
        elif name.startswith("Test") and inspect.isclass(value) and value.__module__ == module.__name__:
            for method, function in _members_of(value):
                if method.startswith("test"):
                    yield f"{name}.{method}", function, value


def _members_of(owner):
    for kind in reversed(owner.__mro__):
        yield from ((name, value) for name, value in list(vars(kind).items()) if inspect.isfunction(value))


def _marks(function, owner=None):
    return [*getattr(owner, "pytestmark", []), *getattr(function, "pytestmark", [])]


def _cases_of(function, owner):
    """The arguments of each run: one for every combination of its parameters."""
    axes = []
    for mark in _marks(function, owner):
        if mark.name == "parametrize":
            axes.append(_axis(*mark.arguments, **mark.keywords))
        elif mark.name == "skip" or (mark.name == "skipif" and any(mark.arguments[:1])):
            return []
        elif mark.name in ("usefixtures", "asyncio", "xfail"):
            raise Unsupported(f"pytest.mark.{mark.name} is not here")
    return [{name: value for part in parts for name, value in part.items()} for parts in itertools.product(*axes)]


def _axis(argnames, argvalues, ids=None, indirect=False, scope=None):
    if indirect:
        raise Unsupported("indirect parameters are not here")
    names = [name.strip() for name in argnames.split(",")] if isinstance(argnames, str) else list(argnames)
    cases = []
    for values in argvalues:
        if isinstance(values, _Parameters):
            if any(mark.name == "skip" for mark in values.marks):
                continue
            values = values.values if len(names) > 1 else values.values[0]
        values = tuple(values) if len(names) > 1 else (values,)
        if len(values) != len(names):
            raise Unsupported(f"{len(values)} values for the parameters {argnames}")
        cases.append(dict(zip(names, values)))
    return cases


def _run_one(module, function, owner, arguments):
    open_fixtures = []
    instance = None if owner is None else owner()
    fixtures = _Fixtures(module, instance, arguments, open_fixtures)
    try:
        for name in ("setup_method", "setup"):
            if instance is not None and hasattr(instance, name):
                set_up = getattr(instance, name)
                set_up(*([function] if inspect.signature(set_up).parameters else []))
                break
        for name in fixtures.automatic():
            fixtures.value_of(name)
        bound = function if instance is None else function.__get__(instance)
        outcome = bound(**{name: fixtures.value_of(name) for name in _parameters(bound)})
        if inspect.iscoroutine(outcome):
            outcome.close()
            raise Unsupported("async tests are not here")
        if instance is not None and hasattr(instance, "teardown_method"):
            tear_down = instance.teardown_method
            tear_down(*([function] if inspect.signature(tear_down).parameters else []))
    finally:
        for generator in reversed(open_fixtures):
            next(generator, None)


def _parameters(function):
    return [name for name, one in inspect.signature(function).parameters.items() if one.default is one.empty]


class _Fixtures:
    def __init__(self, module, instance, values, open_fixtures):
        self._places = [place for place in (instance, module) if place is not None]
        self._values = dict(values)
        self._open = open_fixtures

    def automatic(self):
        found = [value for place in self._places for value in map(lambda name: getattr(place, name, None), dir(place))]
        return [one.name for one in map(_fixture_of, found) if one is not None and one.autouse]

    def value_of(self, name):
        if name not in self._values:
            self._values[name] = self._make(name)
        return self._values[name]

    def _make(self, name):
        for place in self._places:
            for attribute in dir(place):
                value = getattr(place, attribute, None)
                fixture = _fixture_of(value)
                if fixture is not None and fixture.name == name:
                    made = value(**{one: self.value_of(one) for one in _parameters(value)})
                    if not inspect.isgenerator(made):
                        return made
                    self._open.append(made)
                    return next(made)
        raise Unsupported(f"the fixture {name} is not here")


def _fixture_of(value):
    function = value.__func__ if inspect.ismethod(value) else value
    return getattr(function, "_fixture", None) if inspect.isfunction(function) else None


class _Fixture:
    def __init__(self, name, autouse):
        self.name = name
        self.autouse = autouse


class _Parameters:
    def __init__(self, values, marks):
        self.values = values
        self.marks = marks


class _Mark:
    def __init__(self, name, arguments=(), keywords=None):
        self.name = name
        self.arguments = arguments
        self.keywords = keywords or {}

    def __call__(self, *arguments, **keywords):
        marked = arguments[0] if len(arguments) == 1 and not keywords else None
        if inspect.isfunction(marked) or inspect.isclass(marked):
            marked.pytestmark = [*getattr(marked, "pytestmark", []), self]
            return marked
        return _Mark(self.name, arguments, keywords)


class _Marks:
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _Mark(name)


class _Raises:
    """The exception that a block must raise, and then what it raised."""

    def __init__(self, expected, match):
        self.expected = expected
        self.match_text = match
        self.value = None
        self.type = None

    def __enter__(self):
        return self

    def __exit__(self, kind, value, _trace):
        if kind is None:
            raise AssertionError(f"nothing raised {self.expected}")
        if not issubclass(kind, self.expected):
            return False
        self.value, self.type = value, kind
        if self.match_text is not None:
            self.match(self.match_text)
        return True

    def match(self, pattern):
        if re.search(pattern, str(self.value)) is None:
            raise AssertionError(f"{pattern!r} is not in {str(self.value)!r}")
        return True


class _Approximately:
    """Equal to numbers near the expected one, inside lists, tuples and dicts too."""

    __hash__ = None

    def __init__(self, expected, relative, absolute):
        self._expected = expected
        self._relative = 1e-6 if relative is None and absolute is None else (relative or 0.0)
        self._absolute = 1e-12 if absolute is None else absolute

    def __eq__(self, actual):
        return self._near(actual, self._expected)

    def __ne__(self, actual):
        return not self == actual

    def __repr__(self):
        return f"approx({self._expected!r})"

    def _near(self, actual, expected):
        if type(expected) in (list, tuple):
            is_same = type(actual) in (list, tuple) and len(actual) == len(expected)
            return is_same and all(map(self._near, actual, expected))
        if type(expected) is dict:
            is_same = type(actual) is dict and actual.keys() == expected.keys()
            return is_same and all(self._near(actual[key], value) for key, value in expected.items())
        numbers = (int, float, complex)
        if type(expected) not in numbers or type(actual) not in numbers:
            return type(actual) is type(expected) and actual == expected
        if actual == expected:
            return True
        distance = abs(actual - expected)
        return distance <= max(self._absolute, self._relative * abs(expected)) and distance != float("inf")


def _pytest():
    module = types.ModuleType("pytest")

    def raises(expected, *function, match=None, **keywords):
        context = _Raises(expected, match)
        if not function:
            return context
        with context:
            function[0](*function[1:], **keywords)
        return context

    def fixture(function=None, *, scope=None, params=None, autouse=False, name=None, ids=None):
        def mark(marked):
            if params is not None:
                raise Unsupported("fixtures with parameters are not here")
            marked._fixture = _Fixture(name or marked.__name__, autouse)
            return marked

        return mark if function is None else mark(function)

    def skip(reason="", **_more):
        raise Skipped(reason)

    def fail(reason="", **_more):
        raise AssertionError(reason)

    def param(*values, marks=(), id=None):
        return _Parameters(values, [marks] if isinstance(marks, _Mark) else list(marks))

    def approx(expected, rel=None, abs=None, nan_ok=False):
        return _Approximately(expected, rel, abs)

    def main(*_arguments, **_more):
        return 0

    def missing(name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise Unsupported(f"pytest.{name} is not here")

    module.__dict__.update(
        raises=raises, fixture=fixture, skip=skip, fail=fail, param=param, approx=approx, main=main, mark=_Marks(),
        __getattr__=missing,
    )  # fmt: skip
    return module
