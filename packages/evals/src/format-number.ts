/** A share as a percentage with one digit: 0.4125 is `41.3 %`. */
export function formatPercent(share: number): string {
  return `${oneDigit(share * 100)} %`;
}

/** A difference of shares in percentage points, with its sign: 0.191 is `+19.1`. */
export function formatPoints(difference: number): string {
  const text = oneDigit(Math.abs(difference) * 100);
  if (text === "0.0") return "0.0";
  return difference < 0 ? `−${text}` : `+${text}`;
}

/** Seconds as `12.3 s`, `4 min 05 s` or `1 h 02 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 59.95) return `${oneDigit(seconds)} s`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  const padded = (value: number): string => String(value).padStart(2, "0");
  if (minutes < 60) return `${minutes} min ${padded(Math.round(seconds) % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${padded(minutes % 60)} min`;
}

/** A count in groups of three digits: 1234567 is `1,234,567`. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ",");
}

// The small term keeps halves such as 41.25 from falling with their binary representation.
function oneDigit(value: number): string {
  return (Math.round((value + Number.EPSILON * 64) * 10) / 10).toFixed(1);
}
