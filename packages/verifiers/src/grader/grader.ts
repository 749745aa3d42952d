/** What a grading model is asked: whether an answer says the same as the gold answer. */
export interface GradeRequest {
  readonly question: string;
  readonly gold: string;
  /** Untrusted: it may try to talk to the grading model. */
  readonly answer: string;
}

/** What a grading model said. */
export interface Grade {
  readonly equal: boolean;
  /** The model's reply, cut, for the verdict's message. */
  readonly reply: string;
}

/** A model that compares answers which no rule can compare. */
export interface Grader {
  /** Model and protocol, for the verdict's stamp. */
  readonly fingerprint: string;
  /** @throws GuruError `judge_unavailable` when no readable decision could be had: the verdict is `unscored`, never 0. */
  grade(request: GradeRequest, signal?: AbortSignal): Promise<Grade>;
}
