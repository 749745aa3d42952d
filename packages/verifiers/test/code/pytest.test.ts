import { type Json, type Verdict } from "@guru/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codePytest } from "../../src/code/pytest.ts";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { testVerifier } from "../../src/testing/index.ts";
import { noLevelOne } from "../sandbox/confined-machine.ts";
import { fenced } from "./fenced.ts";

const file = `
import pytest
from solution import halve

@pytest.fixture
def four():
    yield 4

@pytest.mark.parametrize("number, half", [(2, 1), pytest.param(6, 3, id="six")])
def test_numbers(number, half):
    assert halve(number) == half

def test_fixture(four):
    assert halve(four) == 2

def test_odd():
    with pytest.raises(ValueError, match="odd"):
        halve(3)

class TestFloats:
    def setup_method(self):
        self.number = 0.2

    def test_near(self):
        assert halve(self.number) == pytest.approx(0.1)

    @pytest.mark.skip(reason="not yet")
    def test_later(self):
        assert False
`;
const right = `def halve(number):
    if type(number) is int and number % 2:
        raise ValueError("an odd number")
    return number // 2 if type(number) is int else number / 2`;

describe.skipIf(noLevelOne)(`code/pytest (${noLevelOne ?? "level 1"})`, () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox({ workers: 2 });
  });
  afterAll(async () => {
    await sandbox.close();
  });

  testVerifier(codePytest, {
    cases: [
      {
        truth: { test: file, cpuMs: 300 },
        correct: [right, right.replace("ValueError(", "UnicodeError(")],
        incorrect: [
          { name: "no error for odd numbers", text: "def halve(number):\n    return number / 2" },
          { name: "another error", text: right.replace("ValueError", "TypeError") },
          { name: "another message", text: right.replace("an odd number", "no") },
          { name: "another name", text: right.replace("halve", "half") },
          { name: "doubling", text: right.replaceAll("/ 2", "* 2") },
        ],
      },
    ],
    badTruths: [
      null,
      {},
      { test: "" },
      { test: "assert True" },
      { test: file, module: "a.b" },
      { test: file, entryPoint: "halve" },
    ],
    render: fenced,
    context: () => ({ sandbox }),
    runs: 15,
  });

  const judge = (code: string, truth: Json): Promise<Verdict> =>
    codePytest.verify({ text: fenced(code) }, truth, { sandbox });

  test("classes, automatic fixtures and stacked parameters are what pytest makes of them", async () => {
    const test_ = `
import pytest
import shop
seen = []

@pytest.fixture(autouse=True)
def fresh():
    seen.append("before")
    yield
    seen.append("after")

@pytest.fixture
def cart(prices):
    return shop.Cart(prices)

@pytest.fixture
def prices():
    return {"tea": 2}

@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("name", ["tea"])
def test_total(cart, name, count):
    cart.add(name, count)
    assert cart.total() == 2 * count

def test_unknown(cart):
    with pytest.raises(shop.Unknown) as caught:
        cart.add("gold", 1)
    assert "gold" in str(caught.value)
    assert seen == ["before", "after"] * 2 + ["before"]
`;
    const shop = `
class Unknown(Exception):
    pass
class Cart:
    def __init__(self, prices):
        self.prices, self.sum = prices, 0
    def add(self, name, count):
        if name not in self.prices:
            raise Unknown(name)
        self.sum += self.prices[name] * count
    def total(self):
        return self.sum`;
    expect(await judge(shop, { test: test_, module: "shop" })).toMatchObject({ outcome: "correct" });
    expect(await judge(shop.replace("+=", "="), { test: test_, module: "shop" })).toMatchObject({
      outcome: "correct",
    });
    expect(await judge(shop.replace("* count", ""), { test: test_, module: "shop" })).toMatchObject({
      outcome: "incorrect",
    });
  });

  test.each([
    ["a fixture it does not know", "def test_a(tmp_path):\n    assert halve(2)"],
    [
      "a mark that changes the outcome",
      "import pytest\n@pytest.mark.xfail\ndef test_a():\n    assert halve(2)",
    ],
    [
      "a part of pytest that is not here",
      "import pytest\ndef test_a():\n    pytest.importorskip('numpy')\n    assert halve(2)",
    ],
    ["an async test", "async def test_a():\n    assert halve(2)"],
    ["only tests that are skipped", "import pytest\n@pytest.mark.skip\ndef test_a():\n    assert halve(2)"],
    ["a module that is not here", "import hypothesis\ndef test_a():\n    assert halve(2)"],
  ])("a file with %s leaves the response unscored", async (_what, test_) => {
    const truth = { test: `from solution import halve\n${test_}` };
    expect(await judge(right, truth)).toMatchObject({ outcome: "unscored", reason: "gold.unsupported" });
  });
});
