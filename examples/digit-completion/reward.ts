/** The part of a response that counts here. */
interface Response {
  readonly text: string;
}

/** The part of a task that counts here: the files hold no answers, so the prompt has to do. */
interface Task {
  readonly prompt: readonly { readonly content: string }[];
}

/**
 * What a response earns: the number of characters with which it continues the right answer from its start, as a share of the
 * right answer's length plus one. What follows the right answer, and ending there, earns nothing.
 */
export default function reward(response: Response, task: Task): number {
  const answer = rightAnswer(task.prompt.at(-1)?.content ?? "");
  const firstWrong = Array.from(answer).findIndex((character, index) => response.text[index] !== character);
  return (firstWrong === -1 ? answer.length : firstWrong) / (answer.length + 1);
}

/**
 * The answer to a prompt `a,b:m,n`: the next n numbers after a and b, each the one before plus b − a, modulo m.
 *
 * @throws Error for any other text, and for a modulus of 0: such a task cannot be scored.
 */
export function rightAnswer(prompt: string): string {
  const [first, second, modulus, count] = parsePrompt(prompt);
  const difference = (second - first) % modulus;
  const numbers = Array.from({ length: count }, (_, index) => {
    const sum = (second + difference * (index + 1)) % modulus;
    return sum < 0 ? sum + modulus : sum;
  });
  return numbers.join(",");
}

type Numbers = readonly [first: number, second: number, modulus: number, count: number];

function parsePrompt(prompt: string): Numbers {
  const match = /^(\d{1,4}),(\d{1,4}):(\d{1,4}),(\d{1,2})$/.exec(prompt);
  const [first = 0, second = 0, modulus = 0, count = 0] = match?.slice(1).map(Number) ?? [];
  if (modulus === 0) throw new Error(`expected a prompt such as "3,5:9,4", got "${prompt}"`);
  return [first, second, modulus, count];
}
