import { tabularCell } from "../../src/index.ts";
import { testVerifier } from "../../src/testing/index.ts";

testVerifier(tabularCell, {
  cases: [
    {
      truth: { value: "2017" },
      correct: ["2017", "2,017", "2017.0", "+2017"],
      incorrect: ["2018", "2017%", "in 2017", "20.17", "2016.9999", "4034/2", "2.017e3", "2017 2018"],
    },
    {
      truth: { value: "New York" },
      correct: ["New York", "new  york", "NEW\tYORK"],
      incorrect: ["York", "New York City", "NewYork", "New York or Boston"],
    },
    { truth: { value: "3/4" }, correct: ["3/4"], incorrect: ["0.75", "6/8", "3 / 4"] },
    { truth: { value: "007" }, correct: ["007"], incorrect: ["7", "07", "7.0"] },
    { truth: { value: "0.5" }, correct: ["0.5", ".5", "0.50"], incorrect: ["50%", "0.05", "5"] },
    { truth: { value: "12%" }, correct: ["12%"], incorrect: ["12", "0.12", "13%"] },
  ],
  badTruths: [{ value: "" }, { value: "  " }, { value: "row #3" }, { value: 35 }, { answer: "35" }],
});
