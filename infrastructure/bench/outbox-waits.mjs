/**
 * The product's own histogram bpmn_job_wait_seconds: from when an event is due to the start of its job. It is due when it is written (a
 * moment before its commit), or at the end of the rest of its diagram, when the workers were busy and the diagram was handed on just before.
 * @returns {Promise<Record<string, [number, number][]>>} by queue: edges in seconds and how many waited at most so long
 */
export async function waitsOf(metricsPort) {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  const waits = {};
  for (const [, labels, count] of text.matchAll(/^bpmn_job_wait_seconds_bucket\{([^}]*)\} (\d+)/gm)) {
    const label = Object.fromEntries([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    (waits[label.queue] ??= []).push([label.le === '+Inf' ? Infinity : Number(label.le), Number(count)]);
  }
  return waits;
}

/**
 * The time within which a share of what came between two looks had waited, read off within its bucket.
 * @returns {{ p95: number, count: number }} seconds; Infinity beyond the last edge
 */
export function shareWithin(share, before = [], after = []) {
  const between = after.map(([edge, count], n) => [edge, count - (before[n]?.[1] ?? 0)]);
  const count = between.at(-1)?.[1] ?? 0;
  const wanted = share * count;
  const place = between.findIndex(([, upTo]) => upTo >= wanted);
  if (count === 0 || place < 0) return { p95: Infinity, count };
  const [edge, upTo] = between[place];
  const [from, below] = between[place - 1] ?? [0, 0];
  return { p95: edge === Infinity ? Infinity : from + ((edge - from) * (wanted - below)) / Math.max(1, upTo - below), count };
}
