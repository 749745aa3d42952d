import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { TestsJob, TestsResult } from "../../src/sandbox/tests-job.ts";
import { noLevelOne } from "./confined-machine.ts";

const limits = { cpuMs: 300, wallMs: 5_000, memoryMb: 128, outputBytes: 1 << 20 };

const nodes = `
class ListNode:
    def __init__(self, val=0, next=None):
        self.val = val
        self.next = next

def made(values):
    first = None
    for value in reversed(values):
        first = ListNode(value, first)
    return first

def values_of(node):
    values = []
    while node:
        values.append(node.val)
        node = node.next
    return values
`;

const reverse = `
def f(head):
    behind = None
    while head:
        head.next, behind, head = behind, head, head.next
    return behind
`;

const stack = `
class Empty(Exception):
    pass

class Stack:
    limit = 3
    def __init__(self, items=()):
        self.items = list(items)
    def push(self, item):
        self.items.append(item)
        return self
    def pop(self):
        if not self.items:
            raise Empty("nothing left")
        return self.items.pop()
    def __len__(self):
        return len(self.items)
    def __eq__(self, other):
        return self.items == other.items
    def __add__(self, other):
        return Stack(self.items + other.items)
    def __iter__(self):
        return iter(self.items)
    @staticmethod
    def of(*items):
        return Stack(items)
`;

describe.skipIf(noLevelOne)(`a test beside a solution (${noLevelOne ?? "level 1"})`, () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox({ workers: 1 });
  });
  afterAll(async () => {
    await sandbox.close();
  });
  const run = (source: string, test_: string, more: Partial<TestsJob> = {}): Promise<TestsResult> =>
    sandbox.runTests({ source, test: test_, style: "script", limits, ...more });
  const expectPass = async (source: string, test_: string, more: Partial<TestsJob> = {}): Promise<void> => {
    expect(await run(source, test_, more)).toMatchObject({ outcome: "passed" });
  };

  test.each([
    ["None"],
    ["True"],
    ["-5"],
    ["10 ** 5000"],
    ["[10 ** 5000]"],
    ["0.1"],
    ["float('inf')"],
    ["1 + 2j"],
    ["'a\\ud800\\u200b'"],
    ["b'ab'"],
    ["bytearray(b'ab')"],
    ["[1, [2.0, (3, 'x')]]"],
    ["{1: 'a', (1, 2): {3}}"],
    ["{frozenset({1, (2,)}): [1]}"],
    ["range(3, 9, 2)"],
    ["collections.Counter('abca')"],
    ["collections.OrderedDict(a=1)"],
    ["collections.defaultdict(list, {1: [2]})"],
    ["collections.deque([1, [2]])"],
    ["fractions.Fraction(1, 3)"],
    ["decimal.Decimal('1.50')"],
  ])("%s crosses both ways as what it is", async (value) => {
    const kinds = "import collections, decimal, fractions\n";
    const source = "def f(value):\n    return (type(value).__name__, value)";
    await expectPass(
      source,
      `${kinds}v = ${value}\nk, w = f(v)\nassert k == type(v).__name__ and w == v and type(w) is type(v)`,
    );
  });

  test("not a number crosses too", async () => {
    await expectPass("def f(x):\n    return x", "v = f(float('nan'))\nassert v != v");
  });

  test("parts that are shared, or lie in themselves, stay so", async () => {
    await expectPass("def f(x):\n    x.append(x)\n    return x", "v = f([1])\nassert v[1] is v");
    await expectPass("def f():\n    row = [0]\n    return [row, row]", "v = f()\nassert v[0] is v[1]");
  });

  test("what a call changes of its arguments is changed in the test, even by a call that raises", async () => {
    await expectPass("def f(x):\n    x.sort()", "v = [3, 1, 2]\nassert f(v) is None\nassert v == [1, 2, 3]");
    await expectPass(
      "def f(x):\n    x['k'].append(1)\n    return x['k']",
      "inner = []\nv = {'k': inner}\nassert f(v) is inner and inner == [1]",
    );
    await expectPass(
      "def f(x):\n    x.clear()\n    raise ValueError('no')",
      "v = {1}\ntry:\n    f(v)\nexcept ValueError as error:\n    assert str(error) == 'no'\nassert v == set()",
    );
    expect(await run("def f(x):\n    pass", "v = [3, 1]\nf(v)\nassert v == [1, 3]")).toMatchObject({
      why: "assertion",
    });
  });

  test("objects of the prefix's classes cross by their attributes, however many hang together", async () => {
    const long = "assert values_of(f(made(list(range(3000))))) == list(range(3000))[::-1]";
    await expectPass(reverse, `${long}\nnode = made([1, 2])\nassert f(node).next is node`, { prefix: nodes });
  });

  test("a solution may define the prefix's classes once more", async () => {
    const source = `class ListNode:\n    def __init__(self, val=0, next=None):\n        self.val, self.next = val, next\n${reverse}`;
    await expectPass(source, "assert values_of(f(made([1, 2, 3]))) == [3, 2, 1]", { prefix: nodes });
    await expectPass("def f():\n    return ListNode(7)", "assert values_of(f()) == [7]", { prefix: nodes });
  });

  test("objects of the solution's classes stay there, and their methods are calls", async () => {
    await expectPass(
      stack,
      `
s = Stack([1])
assert s.push(2).push(3) is not None and len(s) == 3 and list(s) == [1, 2, 3] and s.items == [1, 2, 3]
assert Stack.limit == 3 and isinstance(s, Stack) and Stack.of(1) == Stack([1]) and Stack([1]) != Stack([2])
assert (Stack([1]) + Stack([2])).items == [1, 2]
s.items = [9]
assert s.pop() == 9 and not s
try:
    s.pop()
    assert False
except Empty as error:
    assert str(error) == "nothing left"
`,
    );
  });

  test("functions and generators that a call returns are used from the test", async () => {
    await expectPass("def f(n):\n    return lambda x: x + n", "assert f(2)(3) == 5 and callable(f(1))");
    await expectPass(
      "def f():\n    n = 0\n    while True:\n        yield n\n        n += 1",
      "import itertools\nassert list(itertools.islice(f(), 4)) == [0, 1, 2, 3]",
    );
  });

  test("functions of the test that it hands over are called there", async () => {
    const source = "def f(function, values):\n    return [function(value) for value in values]";
    await expectPass(
      source,
      "seen = []\ndef g(x):\n    seen.append(x)\n    return x * 2\nassert f(g, [1, 2]) == [2, 4] and seen == [1, 2]",
    );
    await expectPass(
      source,
      "assert f(str, [1]) == ['1'] and f(len, ['ab']) == [2] and f(lambda x: -x, [1]) == [-1]",
    );
    await expectPass(
      "def f(function):\n    try:\n        function()\n    except KeyError as error:\n        return str(error)",
      "def g():\n    raise KeyError('k')\nassert 'k' in f(g)",
    );
    const swallowing =
      "def f(function):\n    try:\n        function()\n    except BaseException:\n        return 1";
    expect(await run(swallowing, "def g():\n    assert False\nassert f(g) == 1")).toMatchObject({
      why: "assertion",
    });
  });

  test.each([
    ["ValueError('x')", "ValueError", "'x'"],
    ["KeyError(1)", "LookupError", "'1'"],
    ["RecursionError()", "RecursionError", "''"],
    ["type('Own', (ZeroDivisionError,), {})('own')", "ArithmeticError", "'own'"],
    ["SystemExit(3)", "SystemExit", "'3'"],
  ])("raising %s is seen as %s", async (error, kind, text) => {
    await expectPass(
      `def f():\n    raise ${error}`,
      `try:\n    f()\n    raise AssertionError\nexcept ${kind} as error:\n    assert str(error) == ${text}`,
    );
  });

  test("an entry point is what `check` is called with", async () => {
    const check = "def check(candidate):\n    assert candidate(2) == 4";
    await expectPass("def double(x):\n    return 2 * x", check, { entryPoint: "double" });
    const method = "class Solution:\n    def double(self, x):\n        return 2 * x";
    await expectPass(method, check, { entryPoint: "Solution().double" });
    await expectPass(method, `${check}\ncheck(Solution().double)`);
    await expectPass("def double(x):\n    return 2 * x", "assert candidate(2) == 4", {
      entryPoint: "double",
    });
    expect(await run("def other(x):\n    return 4", check, { entryPoint: "double" })).toMatchObject({
      why: "runtime_error",
      message: "the code defines no double",
    });
  });

  test("a name of the prefix is the prefix's, but an entry point always the solution's", async () => {
    const prefix = "def helper(x):\n    return x\ndef f(x):\n    return None";
    const source = "def helper(x):\n    return 5\ndef f(x):\n    return x + 1";
    await expectPass(source, "def check(candidate):\n    assert helper(f(1)) == 2", {
      prefix,
      entryPoint: "f",
    });
  });

  test("modules that tests use without an import are Python's own", async () => {
    await expectPass("def f(x):\n    return x / 3", "assert math.isclose(f(1), 1 / 3)");
    await expectPass(
      "import math\nmath.isclose = lambda *a: True\ndef f(x):\n    return x / 3",
      "assert not math.isclose(f(1), 5)",
    );
  });

  test("a test may import the solution", async () => {
    const source = "LIMIT = 4\ndef double(x):\n    return 2 * x\nclass Own:\n    pass";
    await expectPass(source, "from solution import *\nassert double(2) == LIMIT");
    await expectPass(source, "import mine\nassert mine.double(2) == mine.LIMIT", { module: "mine" });
    expect(await run(source, "from solution import halve\nassert halve(4) == 2")).toMatchObject({
      why: "runtime_error",
    });
  });

  test("a stated tolerance softens == between floats inside assertions, and only there", async () => {
    const tolerance = { relative: 1e-6, absolute: 0 };
    const source = "def f():\n    return [1.0000001, {'a': (2.0,)}]";
    await expectPass(source, "assert f() == [1.0, {'a': (2.0,)}]", { tolerance });
    expect(await run(source, "assert f() == [1.0, {'a': (2.0,)}]")).toMatchObject({ why: "assertion" });
    expect(await run("def f():\n    return 1000001", "assert f() == 1000000", { tolerance })).toMatchObject({
      why: "assertion",
    });
    expect(
      await run("def f():\n    return 1.0000001", "x = f() == 1.0\nassert x", { tolerance }),
    ).toMatchObject({
      why: "assertion",
    });
  });

  test("where the order is free, lists are compared without it", async () => {
    const source = "def f():\n    return [[2, 1], [3]]";
    await expectPass(source, "assert f() == [[3], [1, 2]]", { unordered: true });
    expect(await run(source, "assert f() == [[3], [1, 2]]")).toMatchObject({ why: "assertion" });
    expect(await run(source, "assert f() == [[3], [1, 1]]", { unordered: true })).toMatchObject({
      why: "assertion",
    });
  });

  test.each([
    ["cannot be read", "assert f( == 1", "cannot be read"],
    ["needs a module that is not here", "import numpy\nassert f() == 1", "numpy"],
    ["never asks the solution", "assert 1 == 1", "without using"],
    [
      "hands over an object of its own",
      "class Own:\n    def method(self):\n        pass\nassert f(Own()) == 1",
      "Own",
    ],
    ["hands over an open generator", "assert f(x for x in [1]) == 1", "generator"],
  ])("a test that %s is unsupported, whatever the solution is", async (_what, test_, message) => {
    for (const source of ["def f(*a):\n    return 1", "def f(*a):\n    raise SystemExit"]) {
      expect(await run(source, test_)).toMatchObject({
        outcome: "unsupported",
        message: expect.stringContaining(message) as string,
      });
    }
  });

  test.each([
    ["def f(x):\n    while True:\n        pass", "timeout"],
    ["while True:\n    pass", "timeout"],
    ["def f(x):\n    return [0] * 10**10", "memory"],
    ["def f(x):\n    return list(range(3 * 10**5))", "output_limit"],
    ["def f(x):\n    while True:\n        print('x' * 1000)", "output_limit"],
    ["def f(x)", "compile_error"],
    ["1 / 0", "runtime_error"],
    ["def f(x):\n    return 1 / 0", "runtime_error"],
    ["def g(x):\n    return 1", "runtime_error"],
    ["def f(x):\n    return object()", "not_plain"],
    ["class Number(int):\n    pass\ndef f(x):\n    return Number(4)", "not_plain"],
    ["def f(x):\n    return None", "test"],
    ["def f(x):\n    return 5", "assertion"],
  ])("%j fails for %s", async (source, why) => {
    expect(await run(source, "assert f(2) + 0 == 4")).toMatchObject({ outcome: "failed", why });
  });

  test("a test that what it got keeps busy is stopped, to the solution's account", async () => {
    const loop = "while f(1) == 1:\n    pass";
    expect(await run("def f(x):\n    return 1", loop)).toMatchObject({ outcome: "failed" });
    expect(await run("def f(x):\n    return 10**8", "for x in range(f(1)):\n    pass")).toMatchObject({
      why: "timeout",
    });
  });

  test("limits that are reached are looked at twice, and counted", async () => {
    const before = sandbox.counts().rechecked;
    await run("def f(x):\n    while True:\n        pass", "assert f(1) == 1");
    expect(sandbox.counts().rechecked).toBe(before + 1);
  });

  test("calls and cost are counted", async () => {
    expect(await run("def f(x):\n    return x", "for x in range(5):\n    assert f(x) == x")).toMatchObject({
      calls: 5,
      tests: 1,
    });
  });

  test("the same seed drives a test's random numbers each time", async () => {
    const test_ = "import random\nassert f(random.random()) == 0.8444218515250481";
    await expectPass("import random\nrandom.seed(5)\ndef f(x):\n    return x", test_);
  });
});
