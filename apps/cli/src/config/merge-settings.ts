/** A config as it is written: parsed YAML, not checked yet. */
export type Settings = { readonly [key: string]: unknown };

/** Whether a value is a mapping, whose keys merge; lists and everything else are replaced as a whole. */
export function isSettings(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Lays `upper` over `lower`, key by key at every level. */
export function mergeSettings(lower: Settings, upper: Settings): Settings {
  const merged = new Map(Object.entries(lower));
  for (const [key, value] of Object.entries(upper)) {
    const below = merged.get(key);
    merged.set(key, isSettings(below) && isSettings(value) ? mergeSettings(below, value) : value);
  }
  return Object.fromEntries(merged);
}
