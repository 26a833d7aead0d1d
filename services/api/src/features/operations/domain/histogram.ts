/** Upper edges of the buckets, in seconds: those of the product's own histograms, objectives included. */
export const EDGES = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10] as const;

/** How many values fell under each edge, and in the last place how many above all of them. */
export type Buckets = readonly number[];

export const NO_VALUES: Buckets = Array.from({ length: EDGES.length + 1 }, () => 0);

export function addBuckets(a: Buckets, b: Buckets): Buckets {
  return NO_VALUES.map((_, place) => (a[place] ?? 0) + (b[place] ?? 0));
}

export function countOf(buckets: Buckets): number {
  return buckets.reduce((sum, count) => sum + count, 0);
}

/**
 * Puts the counts of any histogram into our buckets. A bucket with other edges goes where its upper edge lies: what is
 * shown may then be slower than what was, never faster.
 * @param counts one more than `bounds`, the last above all of them
 */
export function toBuckets(bounds: readonly number[], counts: readonly number[]): Buckets {
  const buckets = [...NO_VALUES];
  counts.forEach((count, place) => {
    const upper = bounds[place] ?? Number.POSITIVE_INFINITY;
    const ours = EDGES.findIndex((edge) => upper <= edge);
    buckets[ours === -1 ? EDGES.length : ours]! += count;
  });
  return buckets;
}

/**
 * The value that a share of all values does not exceed. Inside a bucket values are taken to lie evenly between its edges
 * (from 0 in the first), as Prometheus' histogram_quantile does; above the last edge there is nothing to measure by, and the
 * edge itself is the answer. So the error is at most the width of one bucket.
 * @param share above 0, at most 1
 * @returns seconds; null when there are no values
 */
export function quantile(buckets: Buckets, share: number): number | null {
  const wanted = countOf(buckets) * share;
  if (wanted === 0) return null;
  let below = 0;
  for (const [place, edge] of EDGES.entries()) {
    const here = buckets[place] ?? 0;
    if (here > 0 && below + here >= wanted) {
      const lower = EDGES[place - 1] ?? 0;
      return lower + (edge - lower) * ((wanted - below) / here);
    }
    below += here;
  }
  return EDGES.at(-1)!;
}
