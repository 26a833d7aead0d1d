/**
 * Asks at most once in a time, however many there are who want to know; who comes while a question is open joins it. An
 * error is not kept.
 */
export function keptFor<T>(ms: number, ask: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  let until = -Infinity;
  return () => {
    if (kept !== undefined && performance.now() < until) return kept;
    until = performance.now() + ms;
    const answer = ask();
    kept = answer;
    answer.catch(() => {
      if (kept === answer) kept = undefined;
    });
    return answer;
  };
}
