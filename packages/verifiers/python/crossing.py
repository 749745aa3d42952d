"""Carries values between the process of a test and the process of a solution, as tables of plain data.

Only exact built-in types cross: a subclass may lie about what it equals. A table holds one entry a container, so that
nothing recurses and that parts which are shared, or lie inside themselves, stay so.

An atom is itself, anything else `[index of its entry]`. An entry is a list: a tag, then what it is made of.
"""

import builtins
import collections
import decimal
import fractions
import functools
import json

# Its own, so that a model that replaces one only confuses itself.
__builtins__ = dict(vars(builtins))

_ATOMS = frozenset((type(None), bool, int, float, str))
_MUTABLE = {list: "l", set: "s", collections.deque: "q", dict: "d", collections.Counter: "C",
            collections.OrderedDict: "O", collections.defaultdict: "D", bytearray: "B"}  # fmt: skip
_PARTS = {list, set, collections.deque, tuple, frozenset}
_MAPPINGS = {dict, collections.Counter, collections.OrderedDict, collections.defaultdict}
_VIEWS = {type({}.keys()): "K", type({}.values()): "V", type({}.items()): "I"}
_TAGS = {**_MUTABLE, **_VIEWS, tuple: "t", frozenset: "f", bytes: "b", complex: "c", range: "r",
         fractions.Fraction: "F", decimal.Decimal: "N"}  # fmt: skip
_EMPTY = {tag: kind for kind, tag in _MUTABLE.items()}
# Python's own limit is 4,300 digits; longer integers go as hexadecimal text.
_LONG_INTEGER = 1 << 13_000
_RECORD = "R"
_INTEGER_TEXT = "i"
REMOTE = "h"


class CannotCross(Exception):
    """A value of a type that stays where it is."""


class TooLarge(Exception):
    """A value of more parts than may cross."""


class Malformed(Exception):
    """A table that no honest process sends."""


class Crossing:
    """Packs and unpacks values. The hooks name what is special to a side: objects that go by reference, and records.

    `reference_of(value)` gives the entry of an object that stays, or None. `referent_of(entry)` gives the object of
    such an entry. `record_name(value)` gives the name of the class whose attributes make up the value, or None, and
    `blank_record(name)` a fresh object of that class.
    """

    def __init__(self, reference_of, referent_of, record_name, blank_record, most_values):
        self._reference_of = reference_of
        self._referent_of = referent_of
        self._record_name = record_name
        self._blank_record = blank_record
        self._most_values = most_values

    def pack(self, roots, known=()):
        """The references of the roots, new entries, the content of the `known` that can change, and the new objects.

        `known` are the objects of an earlier table, whose indices stay valid; an object of it is never sent again.
        """
        changing = [value if self._can_change(value) else None for value in known]
        packing = _Packing(self, changing)
        for root in roots:
            packing.visit(root)
        for value in changing:
            if value is not None:
                packing.visit_parts(value)
        entries = [packing.entry(value) for value in packing.order]
        contents = {index: packing.entry(value) for index, value in enumerate(changing) if value is not None}
        return [packing.reference(root) for root in roots], entries, contents, packing.order

    def unpack(self, entries, known=()):
        """The objects of a table behind those both sides know already. Mutable ones exist before they are filled."""
        objects = list(known)
        base = len(objects)
        for entry in entries:
            objects.append(self._shell(entry))
        for position, entry in enumerate(entries):
            if objects[base + position] is None:
                objects[base + position] = self._immutable(entry, objects)
        # What can be hashed is whole by now, and what hashes by identity exists.
        for position, entry in enumerate(entries):
            self.fill(objects[base + position], entry, objects)
        return objects

    def resolve(self, reference, objects):
        """The value of an atom or of a reference."""
        if type(reference) is not list:
            return reference
        if len(reference) != 1 or type(reference[0]) is not int or not 0 <= reference[0] < len(objects):
            raise Malformed("a reference to nothing")
        value = objects[reference[0]]
        if value is None:
            raise CannotCross("a tuple that lies inside itself")
        return value

    def fill(self, value, entry, objects):
        """Gives a mutable object the content of an entry; anything else is left alone."""
        tag, parts = entry[0], entry[1:]
        if tag == _RECORD:
            if self._can_change(value) is False or self._record_name(value) != parts[0]:
                raise Malformed("an object that changed its class")
            for name, part in zip(parts[1::2], parts[2::2]):
                if _text(name).startswith("__"):
                    raise Malformed("an attribute that is none of the object's own")
                object.__setattr__(value, name, self.resolve(part, objects))
            return
        kind = _EMPTY.get(tag)
        if kind is None:
            return
        if type(value) is not kind:
            raise Malformed("an object that changed its type")
        if kind is bytearray:
            value[:] = bytes.fromhex(_text(*parts))
        elif kind in _MAPPINGS:
            resolved = [self.resolve(part, objects) for part in parts]
            value.clear()
            for key, part in zip(resolved[::2], resolved[1::2]):
                value[key] = part
        else:
            resolved = [self.resolve(part, objects) for part in parts] if _has_reference(parts) else parts
            value.clear()
            (value.update if kind is set else value.extend)(resolved)

    def _can_change(self, value):
        if type(value) in _MUTABLE:
            return True
        is_plain = _is_atom(value) or type(value) in _TAGS or type(value) is int
        return not is_plain and self._record_name(value) is not None

    def _shell(self, entry):
        if type(entry) is not list or not entry or type(entry[0]) is not str:
            raise Malformed("an entry without a tag")
        tag = entry[0]
        if tag == _RECORD:
            return self._blank_record(_text(entry[1]))
        if tag == REMOTE:
            return self._referent_of(entry)
        kind = _EMPTY.get(tag)
        return None if kind is None else kind()

    def _immutable(self, entry, objects):
        tag = entry[0]
        parts = entry[1:]
        if tag == "t":
            return tuple(self.resolve(part, objects) for part in parts)
        if tag == "f":
            return frozenset(self.resolve(part, objects) for part in parts)
        if tag == "b":
            return bytes.fromhex(_text(*parts))
        if tag == "c":
            return complex(*map(_number, parts))
        if tag == "r":
            return range(*map(_integer, parts))
        if tag == "F":
            return fractions.Fraction(_text(*parts))
        if tag == "N":
            return decimal.Decimal(_text(*parts))
        if tag == _INTEGER_TEXT:
            return int(_text(*parts), 16)
        resolved = [self.resolve(part, objects) for part in parts]
        if tag == "K":
            return dict.fromkeys(resolved).keys()
        if tag == "V":
            return dict(enumerate(resolved)).values()
        if tag == "I":
            return dict(zip(resolved[::2], resolved[1::2])).items()
        raise Malformed("an unknown tag")


class _Packing:
    def __init__(self, crossing, known):
        self._crossing = crossing
        self._index = {id(value): index for index, value in enumerate(known) if value is not None}
        self._base = len(known)
        self._values = 0
        self._record_names = {}
        # The containers that hold atoms alone, as long lists mostly do.
        self._flat = set()
        self.order = []
        # Keeps what it has seen alive, so that an id means one object.
        self._seen = {id(value): value for value in known if value is not None}

    def visit(self, root):
        """Lists every container below the root, the parts of an immutable one before it."""
        pending = [(root, False)]
        while pending:
            value, parts_done = pending.pop()
            if parts_done:
                self._add(value)
                continue
            if _is_atom(value) or id(value) in self._seen:
                continue
            self._seen[id(value)] = value
            is_open = type(value) in _MUTABLE or type(value) not in _TAGS
            if is_open:
                self._add(value)
            else:
                pending.append((value, True))
            pending.extend((part, False) for part in self._parts(value))

    def visit_parts(self, value):
        for part in self._parts(value):
            self.visit(part)

    def _add(self, value):
        self._index[id(value)] = self._base + len(self.order)
        self.order.append(value)

    def _parts(self, value):
        """The parts of a container that are no atoms. Raises CannotCross for what is no container either."""
        kind = type(value)
        if kind in _PARTS:
            parts = value
        elif kind in _MAPPINGS:
            parts = [*value.keys(), *value.values()]
        elif kind in _VIEWS:
            parts = [part for item in value for part in item] if _VIEWS[kind] == "I" else list(value)
        elif kind in _TAGS or kind is int:
            return []
        else:
            name = self._record_names[id(value)] = self._crossing._record_name(value)
            if name is not None:
                parts = [part for _name, part in _attributes(value)]
            elif self._crossing._reference_of(value) is not None:
                return []
            else:
                raise CannotCross(f"a value of type {name_of(kind)}")
        self._values += len(parts)
        if self._values > self._crossing._most_values:
            raise TooLarge
        if _are_atoms(parts):
            self._flat.add(id(value))
            return []
        return [part for part in parts if not _is_atom(part)]

    def reference(self, value):
        return value if _is_atom(value) else [self._index[id(value)]]

    def entry(self, value):
        kind = type(value)
        tag = _TAGS.get(kind)
        if kind in _PARTS and id(value) in self._flat:
            return [tag, *value]
        if kind in _PARTS or tag in ("K", "V"):
            return [tag, *map(self.reference, value)]
        if kind in _MAPPINGS:
            return [tag, *map(self.reference, (part for item in value.items() for part in item))]
        if tag == "I":
            return [tag, *map(self.reference, (part for item in value for part in item))]
        if kind is bytes or kind is bytearray:
            return [tag, value.hex()]
        if kind is int:
            return [_INTEGER_TEXT, hex(value)]
        if kind is complex:
            return [tag, value.real, value.imag]
        if kind is range:
            return [tag, value.start, value.stop, value.step]
        if tag is not None:
            return [tag, str(value)]
        record_name = self._record_names[id(value)]
        if record_name is None:
            return self._crossing._reference_of(value)
        record = [_RECORD, record_name]
        for name, part in _attributes(value):
            record += (name, self.reference(part))
        return record


def _is_atom(value):
    kind = type(value)
    return kind in _ATOMS and (kind is not int or -_LONG_INTEGER < value < _LONG_INTEGER)


def _are_atoms(parts):
    kinds = set(map(type, parts))
    if not kinds <= _ATOMS:
        return False
    integers = parts if kinds == {int} else [part for part in parts if type(part) is int] if int in kinds else ()
    return not integers or (-_LONG_INTEGER < min(integers) and max(integers) < _LONG_INTEGER)


def _attributes(value):
    """Name and value of each attribute that an object itself has, in `__dict__` or in slots."""
    kind = type(value)
    found = list(value.__dict__.items()) if kind.__dictoffset__ else []
    for name in _slots(kind):
        if hasattr(value, name):
            found.append((name, getattr(value, name)))
    return found


@functools.lru_cache(maxsize=256)
def _slots(kind):
    names = []
    for one in kind.__mro__:
        slots = one.__dict__.get("__slots__", ())
        names += (slots,) if type(slots) is str else slots
    return [name for name in names if name not in ("__dict__", "__weakref__")]


def _has_reference(parts):
    return list in set(map(type, parts))


def _text(value):
    if type(value) is not str:
        raise Malformed("text that is none")
    return value


def _integer(value):
    if type(value) is not int:
        raise Malformed("an integer that is none")
    return value


def _number(value):
    if type(value) is not float:
        raise Malformed("a number that is none")
    return value


def name_of(kind):
    """The name of a type, which may be the model's own and lie."""
    name = getattr(kind, "__name__", None)
    return name[:200] if type(name) is str else "?"


def to_text(message):
    """A message as bytes."""
    return json.dumps(message, separators=(",", ":")).encode("ascii")


def from_text(data):
    """A message from bytes. Raises Malformed, also for one nested too deeply to be read."""
    try:
        message = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Malformed(f"no JSON: {type(error).__name__}") from None
    if type(message) is not dict:
        raise Malformed("no message")
    return message


def is_other(entry, original):
    """Whether an entry differs from one that came as JSON, also in a type alone, such as 1 and True."""
    return entry != original or [*map(type, entry)] != [*map(type, original)]
