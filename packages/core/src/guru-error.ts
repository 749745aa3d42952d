/**
 * The base of every error a caller may react to. `code` is permanent and machine-readable; the message says what was
 * wrong, the offending value and what to do about it.
 */
export class GuruError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "GuruError";
    this.code = code;
  }

  /** True for errors of this family, also across duplicated copies of the package. */
  static isInstance(value: unknown): value is GuruError {
    return value instanceof Error && value.name === "GuruError" && "code" in value;
  }
}
