import type { Json } from "@guru/core";

/** The right answer of a task as a person reads it: the value of a record that has one, else JSON. */
export function showTruth(truth: Json): string {
  if (typeof truth === "string") return truth;
  if (typeof truth === "object" && truth !== null && !Array.isArray(truth)) {
    const record = truth as Readonly<Record<string, Json>>;
    const value = record["value"] ?? record["answer"];
    const unit = record["unit"];
    if (typeof value === "string")
      return typeof unit === "string" && unit !== "" ? `${value} ${unit}` : value;
  }
  return JSON.stringify(truth);
}
