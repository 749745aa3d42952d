import { GuruError } from "@guru/core";

/** Checks indices before an op follows them, and keeps the first failure for the next read. */
export class IndexCheck {
  #failure: GuruError | undefined;

  /** Whether the first `count` indices are in [0, size); if not, the op must do nothing. */
  inside(op: string, indices: Int32Array, { count, size }: { count: number; size: number }): boolean {
    const wrong = indices.findIndex((index, row) => row < count && (index < 0 || index >= size));
    if (wrong === -1) return true;
    this.#failure ??= new GuruError(
      "index",
      `${op}: index ${String(indices[wrong])} in row ${String(wrong)} is outside [0, ${String(size)})`,
    );
    return false;
  }

  /** Throws the first failure since the last call. */
  throwFailure(): void {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
  }
}
