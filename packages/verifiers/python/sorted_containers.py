"""Stands in for `sortedcontainers`, which programming contests offer and Python does not bring: what solutions use.

Plain lists kept in order by bisection: an insertion moves what lies behind it, in a list of 100,000 within microseconds.
"""

import bisect
import collections.abc

__all__ = ["SortedDict", "SortedKeyList", "SortedList", "SortedSet"]


class SortedList(collections.abc.Sequence):
    """A list in ascending order, or in that of a key, with equal items in the order of their arrival."""

    def __init__(self, iterable=None, key=None):
        self.key = key
        self._key = key or (lambda item: item)
        self._items = []
        self._keys = []
        self.update(iterable or ())

    def add(self, value):
        key = self._key(value)
        place = bisect.bisect_right(self._keys, key)
        self._keys.insert(place, key)
        self._items.insert(place, value)

    def update(self, iterable):
        self._items = sorted([*self._items, *iterable], key=self._key)
        self._keys = list(map(self._key, self._items))

    def clear(self):
        self._items.clear()
        self._keys.clear()

    def discard(self, value):
        place = self._place(value)
        if place is not None:
            del self[place]

    def remove(self, value):
        place = self._place(value)
        if place is None:
            raise ValueError(f"{value!r} not in list")
        del self[place]

    def pop(self, index=-1):
        if not self._items:
            raise IndexError("pop index out of range")
        value = self._items[index]
        del self[index]
        return value

    def index(self, value, start=None, stop=None):
        place = self._place(value)
        bounds = range(len(self))[slice(start, stop)]
        if place is None or (place not in bounds and value not in self._items[bounds.start : bounds.stop]):
            raise ValueError(f"{value!r} is not in list")
        return place if place in bounds else self._items.index(value, bounds.start, bounds.stop)

    def count(self, value):
        key = self._key(value)
        low, high = bisect.bisect_left(self._keys, key), bisect.bisect_right(self._keys, key)
        return self._items[low:high].count(value)

    def bisect_left(self, value):
        return bisect.bisect_left(self._keys, self._key(value))

    def bisect_right(self, value):
        return bisect.bisect_right(self._keys, self._key(value))

    bisect = bisect_right

    def bisect_key_left(self, key):
        return bisect.bisect_left(self._keys, key)

    def bisect_key_right(self, key):
        return bisect.bisect_right(self._keys, key)

    bisect_key = bisect_key_right

    def irange(self, minimum=None, maximum=None, inclusive=(True, True), reverse=False):
        low = 0 if minimum is None else (self.bisect_left if inclusive[0] else self.bisect_right)(minimum)
        high = len(self) if maximum is None else (self.bisect_right if inclusive[1] else self.bisect_left)(maximum)
        return self.islice(low, high, reverse)

    def islice(self, start=None, stop=None, reverse=False):
        part = self._items[start:stop]
        return iter(part[::-1] if reverse else part)

    def copy(self):
        return type(self)(self._items, key=self.key)

    __copy__ = copy

    def _place(self, value):
        key = self._key(value)
        for place in range(bisect.bisect_left(self._keys, key), bisect.bisect_right(self._keys, key)):
            if self._items[place] == value:
                return place
        return None

    def __contains__(self, value):
        return self._place(value) is not None

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __reversed__(self):
        return reversed(self._items)

    def __getitem__(self, index):
        return self._items[index]

    def __delitem__(self, index):
        del self._items[index]
        del self._keys[index]

    def __add__(self, other):
        return type(self)([*self, *other], key=self.key)

    def __iadd__(self, other):
        self.update(other)
        return self

    def __repr__(self):
        return f"{type(self).__name__}({self._items!r})"


for _name in ("eq", "ne", "lt", "le", "gt", "ge"):

    def _compare(self, other, _name=f"__{_name}__"):
        if not isinstance(other, collections.abc.Sequence):
            return NotImplemented
        return getattr(self._items, _name)(list(other))

    setattr(SortedList, f"__{_name}__", _compare)


class SortedKeyList(SortedList):
    """The same, by the name of the one with a key."""


class SortedSet(collections.abc.MutableSet, collections.abc.Sequence):
    """A set whose items stand in ascending order."""

    def __init__(self, iterable=None, key=None):
        self._set = set()
        self._list = SortedList(key=key)
        self.update(iterable or ())

    def add(self, value):
        if value not in self._set:
            self._set.add(value)
            self._list.add(value)

    def discard(self, value):
        if value in self._set:
            self._set.discard(value)
            self._list.remove(value)

    def update(self, *iterables):
        fresh = set().union(*iterables) - self._set
        self._set |= fresh
        self._list.update(fresh)
        return self

    def pop(self, index=-1):
        value = self._list.pop(index)
        self._set.discard(value)
        return value

    def bisect_left(self, value):
        return self._list.bisect_left(value)

    def bisect_right(self, value):
        return self._list.bisect_right(value)

    bisect = bisect_right

    def irange(self, *arguments, **options):
        return self._list.irange(*arguments, **options)

    def islice(self, *arguments, **options):
        return self._list.islice(*arguments, **options)

    def index(self, value, start=None, stop=None):
        return self._list.index(value, start, stop)

    def __contains__(self, value):
        return value in self._set

    def __len__(self):
        return len(self._set)

    def __iter__(self):
        return iter(self._list)

    def __reversed__(self):
        return reversed(self._list)

    def __getitem__(self, index):
        return self._list[index]

    def __delitem__(self, index):
        gone = self._list[index]
        self._set.difference_update(gone if isinstance(index, slice) else [gone])
        del self._list[index]

    def __repr__(self):
        return f"SortedSet({list(self._list)!r})"


class SortedDict(dict):
    """A dict whose keys stand in ascending order."""

    def __init__(self, *arguments, **named):
        super().__init__()
        key = arguments[0] if arguments and (arguments[0] is None or callable(arguments[0])) else None
        rest = arguments[1:] if arguments and (arguments[0] is None or callable(arguments[0])) else arguments
        self._order = SortedList(key=key)
        self.update(*rest, **named)

    def __setitem__(self, key, value):
        if key not in self:
            self._order.add(key)
        super().__setitem__(key, value)

    def __delitem__(self, key):
        super().__delitem__(key)
        self._order.remove(key)

    def update(self, *arguments, **named):
        for key, value in dict(*arguments, **named).items():
            self[key] = value

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, key, *default):
        if key in self:
            self._order.remove(key)
        return super().pop(key, *default)

    def popitem(self, index=-1):
        if not self:
            raise KeyError("popitem(): dictionary is empty")
        key = self._order.pop(index)
        return key, super().pop(key)

    def peekitem(self, index=-1):
        key = self._order[index]
        return key, self[key]

    def clear(self):
        super().clear()
        self._order.clear()

    def copy(self):
        return SortedDict(self._order.key, self.items())

    def bisect_left(self, key):
        return self._order.bisect_left(key)

    def bisect_right(self, key):
        return self._order.bisect_right(key)

    bisect = bisect_right

    def irange(self, *arguments, **options):
        return self._order.irange(*arguments, **options)

    def index(self, key):
        return self._order.index(key)

    def keys(self):
        return SortedKeysView(self)

    def values(self):
        return SortedValuesView(self)

    def items(self):
        return SortedItemsView(self)

    def __iter__(self):
        return iter(self._order)

    def __reversed__(self):
        return reversed(self._order)

    def __repr__(self):
        return "SortedDict({" + ", ".join(f"{key!r}: {self[key]!r}" for key in self) + "})"


class SortedKeysView(collections.abc.KeysView, collections.abc.Sequence):
    def __getitem__(self, index):
        return self._mapping._order[index]


class SortedValuesView(collections.abc.ValuesView, collections.abc.Sequence):
    def __getitem__(self, index):
        keys = self._mapping._order[index]
        return [self._mapping[key] for key in keys] if isinstance(index, slice) else self._mapping[keys]


class SortedItemsView(collections.abc.ItemsView, collections.abc.Sequence):
    def __getitem__(self, index):
        keys = self._mapping._order[index]
        return [(key, self._mapping[key]) for key in keys] if isinstance(index, slice) else (keys, self._mapping[keys])
