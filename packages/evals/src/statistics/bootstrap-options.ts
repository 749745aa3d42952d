/** How a bootstrap is drawn. The same seed gives the same interval on every machine. */
export interface BootstrapOptions {
  readonly seed: number;
  /** Resamples; 2000 unless given. */
  readonly draws?: number;
  /** Share of the resamples the interval spans; 0.95 unless given. */
  readonly level?: number;
}
