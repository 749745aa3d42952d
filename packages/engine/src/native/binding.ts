/** An engine thread on the native side. */
export type NativeHandle = object & { readonly __native: unique symbol };

/** The functions of the compiled library; see native/binding.cpp. */
export interface NativeBinding {
  create(threads: number, kernels: string): NativeHandle | null;
  readonly submit: (engine: NativeHandle, op: number, ...args: readonly number[]) => void;
  allocate(engine: NativeHandle, buffer: number, bytes: number, zeroed: number): void;
  release(engine: NativeHandle, buffer: number): void;
  write(engine: NativeHandle, buffer: number, offsetBytes: number, data: Float32Array | Int32Array): void;
  read(
    engine: NativeHandle,
    buffer: number,
    bytes: number,
    integers: number,
  ): Promise<Float32Array | Int32Array>;
  dispose(engine: NativeHandle): void;
  kernels(): string;
}
