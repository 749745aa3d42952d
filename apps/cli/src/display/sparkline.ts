const blocks = "▁▂▃▄▅▆▇█";

/** A row of bars from the lowest to the highest value; neighbours are averaged where there are more than `width`. */
export function sparkline(values: readonly number[], width: number): string {
  const groups = Math.min(values.length, width);
  const means = Array.from({ length: groups }, (_, group) => {
    const start = Math.floor((group * values.length) / groups);
    const part = values.slice(start, Math.floor(((group + 1) * values.length) / groups));
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  }).filter(Number.isFinite);
  const low = Math.min(...means);
  const range = Math.max(...means) - low;
  return means
    .map((value) => blocks[range === 0 ? 3 : Math.round(((value - low) / range) * (blocks.length - 1))] ?? "")
    .join("");
}
