/**
 * Declares tests over a file or folder that nobody here made, found below the folder that GURU_TEST_DATA names.
 * `declareTests` gets its full path; it is not called where the path is absent: one skipped test then says what is missing.
 */
export function realData(path: string, declareTests: (place: string) => void): void;
