/** So long after a key, at the latest, what was typed goes into the document: a crash loses less than a second of it. */
const PAUSE_MS = 300;

type Work = (...given: readonly unknown[]) => void;

/**
 * Stands in for the panel's own delay, which every key puts off: whoever types on and on would have nothing in the
 * document. `flushAll` brings in at once whatever still waits.
 */
export function promptInput(): { readonly debounceInput: (work: Work) => Work; readonly flushAll: () => void } {
  const waiting = new Set<() => void>();
  const debounceInput = (work: Work): Work => {
    let newest: readonly unknown[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      if (timer === undefined) return;
      clearTimeout(timer);
      timer = undefined;
      waiting.delete(flush);
      work(...newest);
    };
    const later: Work = (...given) => {
      newest = given;
      waiting.add(flush);
      timer ??= setTimeout(flush, PAUSE_MS);
    };
    return Object.assign(later, { flush });
  };
  return { debounceInput, flushAll: () => [...waiting].forEach((flush) => flush()) };
}
