"""Makes seeded mutants of HumanEval's canonical solutions and asks plain CPython what `check` says of each.

Usage: mutate.py <humaneval.jsonl.gz> <seed> <mutants a problem>. Prints one JSON object a mutant.
"""

import ast
import copy
import gzip
import json
import os
import random
import resource
import select
import signal
import sys

CPU_SECONDS = 2
WALL_SECONDS = 20

COMPARISONS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
ARITHMETIC = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.FloorDiv, ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult, ast.BitXor: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


def flip_comparison(node, _choose):
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        node.ops[0] = COMPARISONS[type(node.ops[0])]()
        return node


def swap_arithmetic(node, _choose):
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in ARITHMETIC:
        node.op = ARITHMETIC[type(node.op)]()
        return node


def swap_operands(node, _choose):
    if isinstance(node, ast.BinOp):
        node.left, node.right = node.right, node.left
        return node


def shift_constant(node, choose):
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return ast.Constant(node.value + choose((-1, 1)))


def change_text(node, _choose):
    if isinstance(node, ast.Constant) and type(node.value) is str:
        return ast.Constant(node.value[:-1] if node.value else "x")


def flip_boolean(node, _choose):
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        return ast.Constant(not node.value)


def swap_and_or(node, _choose):
    if isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return node


def negate_condition(node, _choose):
    if isinstance(node, (ast.If, ast.While, ast.IfExp)):
        node.test = ast.UnaryOp(ast.Not(), node.test)
        return node
    if isinstance(node, ast.comprehension) and node.ifs:
        node.ifs[0] = ast.UnaryOp(ast.Not(), node.ifs[0])
        return node


def change_return(node, choose):
    if isinstance(node, ast.Return) and node.value is not None:
        value = node.value
        node.value = choose((
            ast.Constant(None),
            ast.List([value], ast.Load()),
            ast.UnaryOp(ast.Not(), value),
            ast.Call(ast.Name("str", ast.Load()), [value], []),
            ast.Call(ast.Name("iter", ast.Load()), [value], []),
        ))  # fmt: skip
        return node


def drop_statement(node, _choose):
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.Expr, ast.Return, ast.For, ast.If)):
        return ast.Pass()


def shift_slice(node, choose):
    if isinstance(node, ast.Slice):
        place = choose(("lower", "upper"))
        bound = getattr(node, place)
        setattr(node, place, ast.Constant(1) if bound is None else ast.BinOp(bound, ast.Add(), ast.Constant(1)))
        return node


def drop_argument(node, _choose):
    if isinstance(node, ast.Call) and (node.keywords or node.args):
        (node.keywords or node.args).pop()
        return node


def swap_jump(node, _choose):
    if isinstance(node, (ast.Break, ast.Continue)):
        return ast.Continue() if isinstance(node, ast.Break) else ast.Break()


def change_collection(node, choose):
    if isinstance(node, ast.ListComp):
        return choose((ast.SetComp, ast.GeneratorExp))(node.elt, node.generators)
    if isinstance(node, ast.List) and isinstance(node.ctx, ast.Load):
        return ast.Tuple(node.elts, ast.Load())


OPERATORS = [
    flip_comparison, swap_arithmetic, swap_operands, shift_constant, change_text, flip_boolean, swap_and_or,
    negate_condition, change_return, drop_statement, shift_slice, drop_argument, swap_jump, change_collection,
]  # fmt: skip


class Mutation(ast.NodeTransformer):
    """Applies an operator at its nth place."""

    def __init__(self, operator, place, choose):
        self.operator = operator
        self.left = place
        self.choose = choose

    def visit(self, node):
        if self.left < 0:
            return node
        changed = self.operator(copy.deepcopy(node), lambda options: options[0]) if self.left >= 0 else None
        if changed is not None:
            self.left -= 1
            if self.left < 0:
                return self.operator(node, self.choose)
        return self.generic_visit(node)


def mutants(problem, seed, count):
    rng = random.Random(f"{seed}/{problem['task_id']}")
    original = ast.parse(problem["prompt"] + problem["canonical_solution"])
    found = {ast.unparse(original): None}
    for _attempt in range(400 * count):
        if len(found) > count:
            break
        # Small functions have few places: what is left over is changed twice.
        source, path = rng.choice(list(found.items())) if _attempt > 20 * count else (ast.unparse(original), None)
        tree = ast.parse(source)
        function = next(one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == problem["entry_point"])
        start = 1 if ast.get_docstring(function, clean=False) is not None else 0
        operator = rng.choice(OPERATORS)
        body = ast.Module(function.body[start:], [])
        mutation = Mutation(operator, rng.randrange(rng.choice((1, 2, 4, 8, 16))), rng.choice)
        function.body[start:] = mutation.visit(body).body
        if mutation.left >= 0:
            continue
        try:
            text = ast.unparse(ast.fix_missing_locations(tree))
        except Exception:
            continue
        found.setdefault(text, [*(path or []), operator.__name__])
    return [(source, path) for source, path in found.items() if path is not None][:count]


def ask_cpython(program):
    """Runs a program in a fork of this interpreter: true when it comes to its end, None when it takes too long."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            null = os.open("/dev/null", os.O_RDWR)
            for fd in range(3):
                os.dup2(null, fd)
            resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
            resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
            exec(compile(program, "<program>", "exec"), {"__name__": "__main__"})
            os.write(write, b"1")
        finally:
            os._exit(0)
    os.close(write)
    ready, _, _ = select.select([read], [], [], WALL_SECONDS)
    if not ready:
        os.kill(pid, signal.SIGKILL)
    passed = os.read(read, 1) == b"1"
    os.close(read)
    _pid, status = os.waitpid(pid, 0)
    slow = os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL)
    return None if slow else passed


def main():
    path, seed, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with gzip.open(path, "rt") as file:
        problems = [json.loads(line) for line in file]
    for problem in problems:
        check = f"\n{problem['test']}\ncheck({problem['entry_point']})\n"
        for source, operators in mutants(problem, seed, count):
            print(json.dumps({"task": problem["task_id"], "operators": operators, "source": source,
                              "passed": ask_cpython(source + check)}), flush=True)  # fmt: skip


main()
