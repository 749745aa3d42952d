// A user's verifiers that misbehave in the ways a pool has to survive. The response decides which.

const by = { name: "test/troublesome", version: "1", options: "" };

async function verify(response) {
  if (response.text === "hang") for (;;);
  if (response.text === "wait forever") await new Promise(() => {});
  if (response.text === "exit") process.exit(3);
  if (response.text === "eat memory") for (const eaten = []; ;) eaten.push(new Array(100_000).fill(1));
  if (response.text === "throw") throw new Error("thrown on purpose");
  return { outcome: "correct", score: 1, reason: "equal.test", flags: [], cost: { wallMicros: 0 }, by };
}

export const verifiers = [
  {
    name: by.name,
    version: by.version,
    checkGold: () => ({ ok: true }),
    extract: () => ({ error: "no_answer", message: "none" }),
    verify,
  },
];
