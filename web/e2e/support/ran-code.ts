import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';

/** Where to write what ran; unset: nothing is measured. */
const FOLDER = process.env['E2E_COVERAGE'];
const LONGEST_WAIT_MS = 5_000;

/** What of the product's scripts ran in the journeys of one file; read by infrastructure/local/test/browser-coverage.mjs. */
export class RanCode {
  private readonly ran = new Map<string, Uint8Array>();

  /** Watches a page from its first script on. */
  async watch(page: Page): Promise<void> {
    // A page that is closed at once has nothing to tell.
    if (FOLDER !== undefined) await page.coverage.startJSCoverage({ resetOnNavigation: false }).catch(() => undefined);
  }

  /** Takes what ran in the pages that are still there; a page that was killed takes its figures along. */
  async take(contexts: readonly BrowserContext[]): Promise<void> {
    if (FOLDER === undefined) return;
    for (const page of contexts.flatMap((context) => context.pages())) {
      for (const { url, source, functions } of await figuresOf(page)) {
        const path = new URL(url).pathname;
        if (!path.startsWith('/assets/') || source === undefined) continue;
        const known = this.ran.get(path) ?? new Uint8Array(source.length);
        this.ran.set(path, known);
        // Functions come outside in: what an inner one says holds for its part.
        const here = new Uint8Array(source.length);
        for (const { ranges } of functions) for (const { startOffset, endOffset, count } of ranges) here.fill(count > 0 ? 1 : 0, startOffset, endOffset);
        here.forEach((value, at) => {
          if (value === 1) known[at] = 1;
        });
      }
    }
  }

  /** Writes it down under a name of this process. */
  write(): void {
    if (FOLDER === undefined || this.ran.size === 0) return;
    mkdirSync(FOLDER, { recursive: true });
    const ranges = Object.fromEntries([...this.ran].map(([path, bytes]) => [path, rangesOf(bytes)]));
    writeFileSync(join(FOLDER, `${process.pid}-${Date.now()}.json`), JSON.stringify(ranges));
  }
}

/** A page that crashed never answers, and one that was not watched refuses: both have nothing to tell. */
async function figuresOf(page: Page): Promise<Awaited<ReturnType<Page['coverage']['stopJSCoverage']>>> {
  let limit: NodeJS.Timeout | undefined;
  const silent = new Promise<[]>((resolve) => {
    limit = setTimeout(resolve, LONGEST_WAIT_MS, []);
  });
  try {
    return await Promise.race([page.coverage.stopJSCoverage(), silent]);
  } catch {
    return [];
  } finally {
    clearTimeout(limit);
  }
}

function rangesOf(bytes: Uint8Array): number[] {
  const ranges: number[] = [];
  for (let start = bytes.indexOf(1); start >= 0; start = bytes.indexOf(1, ranges.at(-1))) {
    const end = bytes.indexOf(0, start);
    ranges.push(start, end < 0 ? bytes.length : end);
    if (end < 0) break;
  }
  return ranges;
}
