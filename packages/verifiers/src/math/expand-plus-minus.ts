import { childrenOf, type Expression, someNode } from "./expression.ts";

const maximumSigns = 5;

/** Both values of `a ± b`: all signs are free, but go together where a `∓` says so. */
export function expandPlusMinus(node: Expression): readonly Expression[] {
  if (!someNode(node, isPlusMinus)) return [node];
  const signs = countSigns(node);
  const linked = someNode(
    node,
    (part) => (part.kind === "plus-minus" && part.lower) || (part.kind === "binary" && part.operator === "∓"),
  );
  if (signs > maximumSigns) return [node];
  const variants: Expression[] = [];
  for (let choice = 0; choice < (linked ? 2 : 2 ** signs); choice++) {
    let index = 0;
    variants.push(resolve(node, () => (linked ? choice === 1 : (choice & (1 << index++)) !== 0)));
  }
  return variants;
}

function countSigns(node: Expression): number {
  return childrenOf(node).reduce((sum, child) => sum + countSigns(child), isPlusMinus(node) ? 1 : 0);
}

function isPlusMinus(node: Expression): boolean {
  return (
    node.kind === "plus-minus" || (node.kind === "binary" && (node.operator === "±" || node.operator === "∓"))
  );
}

/** `isMinus` is asked for each sign, in the order of reading, whether `±` is a minus. */
function resolve(node: Expression, isMinus: () => boolean): Expression {
  switch (node.kind) {
    case "plus-minus": {
      const minus = isMinus() !== node.lower;
      const arg = resolve(node.arg, isMinus);
      return minus ? { kind: "negate", arg } : arg;
    }
    case "binary": {
      const left = resolve(node.left, isMinus);
      if (node.operator !== "±" && node.operator !== "∓")
        return { ...node, left, right: resolve(node.right, isMinus) };
      const minus = isMinus() !== (node.operator === "∓");
      return { kind: "binary", operator: minus ? "-" : "+", left, right: resolve(node.right, isMinus) };
    }
    case "negate":
    case "percent":
    case "degree":
      return { ...node, arg: resolve(node.arg, isMinus) };
    case "call":
    case "apply":
      return { ...node, args: node.args.map((arg) => resolve(arg, isMinus)) };
    case "tuple":
      return { ...node, items: node.items.map((item) => resolve(item, isMinus)) };
    case "quantity":
      return { ...node, value: resolve(node.value, isMinus) };
    case "relation":
      return { ...node, members: node.members.map((member) => resolve(member, isMinus)) };
    default:
      return node;
  }
}
