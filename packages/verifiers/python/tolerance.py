"""Lets `==` inside the assertions of a test forgive what the task says may differ: errors of floats, orders of lists."""

import ast

_HELPER = "_equal_within"


def install(tree, names, task):
    """Replaces each `a == b` below an `assert` of the tree, and gives its names the function that compares instead."""
    limits = task.get("tolerance") or {"relative": 0, "absolute": 0}
    compare = _Comparison(limits["relative"], limits["absolute"], bool(task.get("unordered")))
    names[_HELPER] = compare.equal
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            node.test = _Replacing().visit(node.test)
    ast.fix_missing_locations(tree)


class _Replacing(ast.NodeTransformer):
    def visit_Compare(self, node):
        self.generic_visit(node)
        if len(node.ops) != 1 or not isinstance(node.ops[0], ast.Eq):
            return node
        helper = ast.Name(id=_HELPER, ctx=ast.Load())
        return ast.copy_location(ast.Call(func=helper, args=[node.left, node.comparators[0]], keywords=[]), node)


class _Comparison:
    def __init__(self, relative, absolute, unordered):
        self._relative = relative
        self._absolute = absolute
        self._unordered = unordered

    def equal(self, left, right):
        """Equal as in Python, but floats may be off; with `unordered`, lists and tuples are compared in any order."""
        if left == right:
            return True
        if _is_number(left) and _is_number(right):
            return (type(left) is float or type(right) is float) and self._is_close(left, right)
        if type(left) in (list, tuple) and type(right) is type(left) and len(left) == len(right):
            pairs = all(map(self.equal, left, right))
            return pairs or (self._unordered and self._equal_in_some_order(left, list(right)))
        if type(left) is dict and type(right) is dict and left.keys() == right.keys():
            return all(self.equal(value, right[key]) for key, value in left.items())
        return False

    def _is_close(self, left, right):
        try:
            return abs(left - right) <= max(self._absolute, self._relative * max(abs(left), abs(right)))
        except OverflowError:
            return False

    def _equal_in_some_order(self, left, rest):
        """Takes a partner for each item in turn; tolerances are far smaller than the gaps between different answers."""
        for item in left:
            partner = next((index for index, other in enumerate(rest) if self.equal(item, other)), None)
            if partner is None:
                return False
            del rest[partner]
        return True


def _is_number(value):
    return type(value) in (int, float)
