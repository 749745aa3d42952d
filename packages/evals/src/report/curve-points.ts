/** A point of a curve: x is the step. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

const mostPoints = 300;

/** At most a few hundred points: neighbours of a longer curve are averaged, so that a report stays small. */
export function thinCurve(points: readonly CurvePoint[]): CurvePoint[] {
  const size = Math.ceil(points.length / mostPoints);
  if (size <= 1) return [...points];
  return Array.from({ length: Math.ceil(points.length / size) }, (_, index) =>
    averagePoint(points.slice(index * size, (index + 1) * size)),
  );
}

function averagePoint(points: readonly CurvePoint[]): CurvePoint {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

/**
 * A smoothed curve through the same x: at each, the mean of the points around it with Gaussian weights. It looks both
 * ways, so unlike a running average it does not lag. The width is a 25th of the curve's length.
 */
export function smoothCurve(points: readonly CurvePoint[]): CurvePoint[] {
  const width = smoothingWidth(points);
  if (width === 0) return [...points];
  return points.map(({ x }) => {
    let weights = 0;
    let sum = 0;
    for (const point of points) {
      const distance = (point.x - x) / width;
      if (Math.abs(distance) > 3) continue;
      const weight = Math.exp(-0.5 * distance * distance);
      weights += weight;
      sum += weight * point.y;
    }
    return { x, y: sum / weights };
  });
}

/** The standard deviation, in steps, of the weights of {@link smoothCurve}. */
export function smoothingWidth(points: readonly CurvePoint[]): number {
  const first = points[0]?.x ?? 0;
  const last = points.at(-1)?.x ?? 0;
  return points.length < 8 ? 0 : (last - first) / 25;
}
