import type { SchemaElement } from "hyparquet-writer";

type ElementKind = "text" | "integer" | "double" | "integers" | "floats";

interface RolloutColumn {
  readonly name: string;
  readonly kind: ElementKind;
  readonly optional?: boolean;
}

/** The columns of a rollout file. Optional ones are null where there is nothing to say. */
export const rolloutColumns: readonly RolloutColumn[] = [
  { name: "step", kind: "integer" },
  { name: "task_id", kind: "text" },
  { name: "group_id", kind: "text" },
  { name: "domain", kind: "text" },
  { name: "source", kind: "text" },
  { name: "level", kind: "integer", optional: true },
  { name: "prompt", kind: "text" },
  { name: "response", kind: "text" },
  { name: "truth", kind: "text" },
  { name: "outcome", kind: "text" },
  { name: "reason", kind: "text" },
  { name: "extracted", kind: "text", optional: true },
  { name: "score", kind: "double", optional: true },
  { name: "reward", kind: "double", optional: true },
  { name: "advantage", kind: "double", optional: true },
  { name: "finish_reason", kind: "text" },
  { name: "policy_version", kind: "integer" },
  { name: "prompt_tokens", kind: "integers" },
  { name: "response_tokens", kind: "integers" },
  { name: "logprobs", kind: "floats" },
  { name: "verdict", kind: "text" },
];

/** The same as Parquet's schema: stated in full, because a guessed one stores lists as text. */
export const rolloutSchema: SchemaElement[] = [
  { name: "rollouts", num_children: rolloutColumns.length },
  ...rolloutColumns.flatMap(toSchema),
];

function toSchema({ name, kind, optional }: RolloutColumn): SchemaElement[] {
  const repetition_type = optional === true ? "OPTIONAL" : "REQUIRED";
  switch (kind) {
    case "text":
      return [{ name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type }];
    case "integer":
      return [{ name, type: "INT32", repetition_type }];
    case "double":
      return [{ name, type: "DOUBLE", repetition_type }];
    case "integers":
      return list(name, { name: "element", type: "INT32", repetition_type: "REQUIRED" });
    case "floats":
      return list(name, { name: "element", type: "FLOAT", repetition_type: "REQUIRED" });
  }
}

/** The three levels of a list as pyarrow writes them. */
function list(name: string, element: SchemaElement): SchemaElement[] {
  return [
    { name, repetition_type: "REQUIRED", num_children: 1, converted_type: "LIST" },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    element,
  ];
}
