/** Round numbers that divide a range into about `count` steps, the ends of the range inside them. */
export function axisTicks(low: number, high: number, count: number): number[] {
  const step = roundStep((high - low) / count);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

function roundStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= size * 0.999) ?? 10;
  return factor * power;
}

/** A tick's label: as many digits as the step between ticks needs. */
export function tickLabel(value: number, step: number): string {
  if (value === 0) return "0";
  if (Math.abs(value) >= 1e5 || step < 1e-4) return value.toExponential(1).replace("e+", "e");
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  const text = value.toFixed(Number((step * 10 ** digits).toFixed(6)) % 1 === 0 ? digits : digits + 1);
  return text.replace("-", "−");
}
