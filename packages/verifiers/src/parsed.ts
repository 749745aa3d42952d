import type { ErrorClass } from "@guru/core";

/** A value read from text, or why it could not be read. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly class: ErrorClass; readonly message: string };

/** A value that was read. */
export function parsed<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

/** A text that could not be read; `answer_parse` unless it was too long or too deep. */
export function unreadable(message: string, errorClass: ErrorClass = "answer_parse"): Parsed<never> {
  return { ok: false, class: errorClass, message };
}

/** The start of a text in quotes, for messages: long and hostile text must not fill logs. */
export function preview(text: string): string {
  const maximumChars = 60;
  return JSON.stringify(text.length > maximumChars ? `${text.slice(0, maximumChars)}…` : text);
}
