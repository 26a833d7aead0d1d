/**
 * Runs what must not talk: bpmn-moddle tells the console of attributes it cannot write (of a prefix that means something else
 * elsewhere), with what they say, and a document's content belongs in no log. Nothing is lost with it: what the model leaves out is
 * found by comparing. Only for work that waits for nothing, so that nobody else is silenced.
 */
export function quietly<T>(work: () => T): T {
  const { console } = globalThis as { console?: { warn: unknown } };
  if (!console) return work();
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return work();
  } finally {
    console.warn = warn;
  }
}
