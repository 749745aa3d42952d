import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeFunctional } from "../../src/code/functional.ts";
import { codePytest } from "../../src/code/pytest.ts";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { noLevelOne } from "../sandbox/confined-machine.ts";
import { fenced } from "./fenced.ts";

const check = "def check(candidate):\n    assert candidate(2) == 71234\n    assert candidate([3]) == [81234]";
const functional = { test: check, entryPoint: "f" };
const file =
  "from solution import f\n\ndef test_f():\n    assert f(2) == 71234\n    assert f([3]) == [81234]";

/** Looks through everything in reach for what the test expects, and returns it. */
const search = `
def seek(found):
    for text in found:
        if "71234" in text and "candidate" in text:
            return 71234
    return 0
`;

const climbing = `
import sys, gc
def frames():
    frame = sys._getframe()
    while frame:
        yield frame
        frame = frame.f_back
`;

const cheats: readonly (readonly [string, string])[] = [
  ["ends with os._exit(0)", "import os\ndef f(x):\n    os._exit(0)"],
  ["ends with os._exit(0) while it is loaded", "import os\nos._exit(0)\ndef f(x):\n    return 1"],
  ["leaves by sys.exit(0)", "import sys\ndef f(x):\n    sys.exit(0)"],
  ["leaves by sys.exit(0) while it is loaded", "import sys\ndef f(x):\n    return 1\nsys.exit(0)"],
  ["raises SystemExit", "def f(x):\n    raise SystemExit(0)"],
  ["raises SystemExit while it is loaded", "def f(x):\n    return 1\nraise SystemExit(0)"],
  ["raises KeyboardInterrupt", "def f(x):\n    raise KeyboardInterrupt"],
  ["raises GeneratorExit", "def f(x):\n    raise GeneratorExit"],
  [
    "returns what equals everything",
    "class Same:\n    def __eq__(self, other):\n        return True\ndef f(x):\n    return Same()",
  ],
  [
    "returns a class that equals everything",
    "class Meta(type):\n    def __eq__(self, other):\n        return True\nclass Same(metaclass=Meta):\n    pass\ndef f(x):\n    return Same",
  ],
  [
    "returns a list that equals everything",
    "class Same(list):\n    def __eq__(self, other):\n        return True\ndef f(x):\n    return Same()",
  ],
  [
    "returns an integer that equals everything",
    "class Same(int):\n    __eq__ = lambda self, other: True\n    __hash__ = int.__hash__\ndef f(x):\n    return Same()",
  ],
  [
    "returns a string that equals everything",
    "class Same(str):\n    __eq__ = lambda self, other: True\n    __hash__ = str.__hash__\ndef f(x):\n    return Same()",
  ],
  [
    "hides what equals everything in a list",
    "class Same:\n    def __eq__(self, other):\n        return True\ndef f(x):\n    return [Same()]",
  ],
  [
    "hides what equals everything in its argument",
    "class Same:\n    def __eq__(self, other):\n        return True\ndef f(x):\n    if x == 2:\n        return 0\n    x[:] = [Same()]\n    return x",
  ],
  [
    "sets an excepthook that exits",
    "import sys, os\nsys.excepthook = lambda *a: os._exit(0)\ndef f(x):\n    return 1",
  ],
  [
    "registers an exit at exit",
    "import atexit, os\natexit.register(lambda: os._exit(0))\ndef f(x):\n    return 1",
  ],
  [
    "exits when it is collected",
    "import os\nclass Gone:\n    def __del__(self):\n        os._exit(0)\ndef f(x):\n    Gone()\n    return 1",
  ],
  ["reads its command line", `${search}\ndef f(x):\n    return seek([open("/proc/self/cmdline").read()])`],
  [
    "reads the original arguments",
    `import sys\n${search}\ndef f(x):\n    return seek([str(sys.orig_argv), str(sys.argv)])`,
  ],
  [
    "reads the program's own file",
    `import sys, glob\n${search}\ndef f(x):\n    return seek(open(p).read() for p in glob.glob("/**/*.py"))`,
  ],
  [
    "reads its memory",
    `${search}\ndef f(x):\n    return seek([open("/proc/self/mem", "rb").read().decode("latin1")])`,
  ],
  [
    "patches the comparison of builtins",
    "import builtins\nbuiltins.int = type('int', (int,), {'__eq__': lambda s, o: True})\ndef f(x):\n    return int(1)",
  ],
  [
    "patches isinstance, type and len",
    "import builtins\nbuiltins.isinstance = lambda *a: True\nbuiltins.type = lambda *a: int\nbuiltins.len = lambda *a: 0\ndef f(x):\n    return object()",
  ],
  [
    "patches AssertionError",
    "import builtins\nclass Never(Exception):\n    pass\nbuiltins.AssertionError = Never\ndef f(x):\n    return 1",
  ],
  [
    "patches exec and compile",
    "import builtins\nbuiltins.exec = builtins.compile = builtins.eval = lambda *a, **k: None\ndef f(x):\n    return 1",
  ],
  ["replaces its own check", "def check(candidate):\n    pass\ndef f(x):\n    return 1"],
  [
    "climbs the stack for the expected value",
    `${climbing}${search}\ndef f(x):\n    return seek(str(frame.f_locals) + str(frame.f_globals) for frame in frames())`,
  ],
  [
    "climbs the stack for the test's code",
    `${climbing}\ndef f(x):\n    for frame in frames():\n        if 71234 in frame.f_code.co_consts:\n            return 71234\n    return 0`,
  ],
  [
    "looks through all objects for the test",
    `${climbing}${search}\ndef f(x):\n    return seek(o for o in gc.get_objects() if type(o) is str)`,
  ],
  [
    "looks through all containers for the test",
    `${climbing}${search}\ndef f(x):\n    return seek(str(o) for o in gc.get_objects() if type(o) in (dict, tuple, list))`,
  ],
  [
    "tells the supervisor that all is well",
    `import os, struct\ndef f(x):\n    body = b'{"outcome":"passed","tests":1,"calls":2}'\n    os.write(3, struct.pack("<I", len(body)) + body)\n    os._exit(0)`,
  ],
  [
    "answers as if it were the judge",
    `import os, struct\ndef f(x):\n    for fd in range(3, 10):\n        try:\n            os.write(fd, b'{"outcome":"passed","tests":1}' * 10)\n        except OSError:\n            pass\n    return 1`,
  ],
  [
    "answers more than it is asked",
    `${climbing}\ndef f(x):\n    for frame in frames():\n        if hasattr(frame.f_locals.get("self"), "_send"):\n            frame.f_locals["self"]._send({"roots": [71234], "entries": [], "changed": {}, "known": 0})\n            return 71234\n    return 0`,
  ],
  [
    "answers with a table of nonsense",
    `${climbing}\ndef f(x):\n    for frame in frames():\n        if hasattr(frame.f_locals.get("self"), "_send"):\n            frame.f_locals["self"]._send({"roots": [[0]], "entries": [["h", "test", 0]], "changed": {"0": ["R", "x", "__class__", 1]}, "known": 0})\n            import os\n            os._exit(0)\n    return 0`,
  ],
  ["closes its channel", "import os\ndef f(x):\n    os.closerange(0, 20)\n    return 1"],
  [
    "deletes what serves it",
    "import sys\nfor name in list(sys.modules):\n    sys.modules.pop(name, None)\ndef f(x):\n    return 1",
  ],
  [
    "raises the error that ends the test",
    "class Ended(BaseException):\n    pass\ndef f(x):\n    raise Ended",
  ],
  [
    "swallows everything and returns nothing",
    "def f(x):\n    try:\n        raise AssertionError\n    except BaseException:\n        pass",
  ],
  [
    "traces the test",
    "import sys\nsys.settrace(lambda *a: None)\nsys.setprofile(lambda *a: None)\ndef f(x):\n    return 1",
  ],
];

describe.skipIf(noLevelOne)(`code that cheats (${noLevelOne ?? "level 1"})`, () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox({ workers: 1 });
  });
  afterAll(async () => {
    await sandbox.close();
  });

  test("right code earns 1, so that the tests below can fail", async () => {
    const right = { text: fenced("def f(x):\n    return 71234 if x == 2 else [81234]") };
    expect(await codeFunctional.verify(right, functional, { sandbox })).toMatchObject({ outcome: "correct" });
    expect(await codePytest.verify(right, { test: file }, { sandbox })).toMatchObject({ outcome: "correct" });
  });

  test.each(cheats)("earns 0 when it %s", async (_what, source) => {
    const response = { text: fenced(source) };
    for (const mode of ["strict", "published"] as const) {
      expect(await codeFunctional.verify(response, functional, { sandbox, mode })).toMatchObject({
        outcome: "incorrect",
        score: 0,
      });
    }
    expect(await codePytest.verify(response, { test: file }, { sandbox })).toMatchObject({
      outcome: "incorrect",
    });
  });

  test("earns 0 when the test would compare objects of its class with a value", async () => {
    const source = `
class Money:
    def __init__(self, amount):
        self.amount = Same() if amount > 1 else amount
class Same(Money):
    def __init__(self):
        pass
    def __eq__(self, other):
        return True
    __lt__ = __gt__ = __le__ = __ge__ = __contains__ = __eq__
    def __sub__(self, other):
        return 0.0
    __rsub__ = __sub__
    def __abs__(self):
        return 0.0
`;
    for (const assertion of [
      "Money(5).amount == 5",
      "abs(Money(5).amount - 5) < 1e-6",
      "Money(5).amount > 4",
      "5 in Money(5).amount",
    ]) {
      const truth = { test: `assert isinstance(Money(1), Money)\nSame\nassert ${assertion}` };
      expect(await codeFunctional.verify({ text: fenced(source) }, truth, { sandbox })).toMatchObject({
        outcome: "incorrect",
      });
    }
  });

  test("never has a test in the memory that a solution is forked from, neither its own nor an earlier one", async () => {
    // Reads the heap page by page, backwards, so that what it looks for is not in what it reads.
    const source = `
${climbing}
def f(text):
    tools = next(frame.f_globals["confinement"] for frame in frames() if "confinement" in frame.f_globals)
    ctypes, libc = tools.ctypes, tools._libc
    libc.sbrk.restype = ctypes.c_void_p
    end = libc.sbrk(ctypes.c_long(0))
    found = 0
    for start in range(end - (32 << 20), end, 4096):
        if libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(4096), ctypes.c_int(0)) == 0:
            found += ctypes.string_at(start, 4096)[::-1].count(text.encode())
    return found
`;
    const marked = (mark: string): string => `# ${`${mark} `.repeat(500)}`;
    const earlier = { test: `${marked("EARLIER-TEST")}\nassert f(1) == 1`, entryPoint: "f" };
    for (let round = 0; round < 3; round++) {
      await codeFunctional.verify({ text: fenced("def f(x):\n    return 1") }, earlier, { sandbox });
    }
    const truth = {
      test: `${marked("PRESENT-TEST")}\nassert f("TSET-REILRAE") == 0 and f("TSET-TNESERP") == 0 and f("XIFERP-TNESERP") > 0`,
      prefix: marked("PRESENT-PREFIX"),
      entryPoint: "f",
    };
    expect(await codeFunctional.verify({ text: fenced(source) }, truth, { sandbox })).toMatchObject({
      outcome: "correct",
    });
  });
});
