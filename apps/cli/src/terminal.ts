/** Where a command prints. */
export interface Terminal {
  /** Prints lines to standard output. */
  print(...lines: readonly string[]): void;
  /** Prints lines to standard error. */
  printError(...lines: readonly string[]): void;
  /** Writes as it is to standard output: escape sequences of the live display. */
  write(text: string): void;
  /** Whether a person watches, so that lines may be drawn over. */
  readonly isInteractive: boolean;
  /** Characters a line, now. */
  readonly columns: number;
}
