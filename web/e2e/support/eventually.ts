import type { Locator, Page } from 'playwright-core';

const LIMIT_MS = 20_000;

/** Waits until a locator is to be seen; fails with what was looked for. */
export async function seen(locator: Locator): Promise<void> {
  await locator.first().waitFor({ state: 'visible' });
}

/** Waits until nothing that the locator describes is to be seen. */
export async function gone(locator: Locator): Promise<void> {
  await locator.first().waitFor({ state: 'hidden' });
}

/** Asks again and again until the answer fits; fails with the last one. The only clock of the browser tests. */
export async function until<T>(page: Page, ask: () => Promise<T>, fits: (answer: T) => boolean, what: string): Promise<T> {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: still ${JSON.stringify(answer)?.slice(0, 400)} after ${LIMIT_MS / 1000} s`);
    await page.waitForTimeout(100);
  }
}
