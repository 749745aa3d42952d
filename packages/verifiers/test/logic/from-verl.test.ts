import type { Json } from "@guru/core";
import { expect, test } from "vitest";
import {
  graphTruthFromVerl,
  gridTruthFromVerl,
  orderingTruthFromVerl,
  zebraTruthFromVerl,
} from "../../src/logic/from-verl.ts";

const row = (groundTruth: Json) => ({ dataSource: "logic__x", groundTruth, extraInfo: {} });
const table = {
  header: ["Position", "Pet"],
  rows: [
    ["1", "cat"],
    ["2", "dog"],
  ],
};

test("a zebra row holds its table as it is, as JSON, as Python, or with numbers", () => {
  const shapes = [
    table,
    JSON.stringify(table),
    "{'header': ['Position', 'Pet'], 'rows': [[1, 'cat'], (2, 'dog')]}",
    {
      ...table,
      rows: [
        [1, "cat"],
        [2, "dog"],
      ],
    },
  ];
  for (const shape of shapes) expect(zebraTruthFromVerl(row(shape))).toEqual({ ok: true, value: table });
});

test("an ordering row holds its names as a list or as a text", () => {
  for (const shape of [["a b", "c"], '["a b", "c"]', "['a b', 'c']"])
    expect(orderingTruthFromVerl(row(shape))).toEqual({ ok: true, value: { order: ["a b", "c"] } });
});

test("a graph row holds its node", () => {
  expect(graphTruthFromVerl(row("fdebme"))).toEqual({ ok: true, value: { node: "fdebme" } });
  expect(graphTruthFromVerl(row(["fdebme"]))).toEqual({ ok: true, value: { node: "fdebme" } });
});

test("a grid row holds one grid or several", () => {
  expect(gridTruthFromVerl(row([[1, 2]]))).toEqual({ ok: true, value: { grids: [[[1, 2]]] } });
  expect(gridTruthFromVerl(row("[[1, 2.0]]"))).toEqual({ ok: true, value: { grids: [[[1, 2]]] } });
  expect(gridTruthFromVerl(row([[[1]], [[2]]]))).toEqual({ ok: true, value: { grids: [[[1]], [[2]]] } });
});

test("a ground truth of another shape is bad gold", () => {
  for (const shape of [null, "", 5, {}, [], { header: ["a"] }, [[0.5]], [["a"]], [[]]]) {
    expect(zebraTruthFromVerl(row(shape))).toMatchObject({ ok: false, class: "gold_parse" });
    expect(gridTruthFromVerl(row(shape))).toMatchObject({ ok: false, class: "gold_parse" });
  }
  expect(orderingTruthFromVerl(row("wren"))).toMatchObject({ ok: false, class: "gold_parse" });
  expect(graphTruthFromVerl(row(["a", "b"]))).toMatchObject({ ok: false, class: "gold_parse" });
});
