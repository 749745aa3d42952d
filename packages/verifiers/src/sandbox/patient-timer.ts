/** How much longer it waits once the time is up. */
const patienceMs = 250;

/**
 * Calls `giveUp` after `timeoutMs`, but not before the event loop has had another chance to deliver what arrived: after a
 * long synchronous stretch, timers are due before the input that came in time is read. Returns the function that stops it.
 */
export function patientTimer(timeoutMs: number, giveUp: () => void): () => void {
  let timer = setTimeout(() => {
    timer = setTimeout(giveUp, patienceMs);
  }, timeoutMs);
  return () => {
    clearTimeout(timer);
  };
}
