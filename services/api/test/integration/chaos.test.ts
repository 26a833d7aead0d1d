import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { killEach } from '../../../../infrastructure/chaos/kill-each.mjs';
import { describeWith } from '../support/describe-with.js';

const BUILT = existsSync(join(import.meta.dirname, '../../dist/main.js'));

/** Real processes and a real kill -9; `npm run chaos` does it with more writers, more kills and figures. */
describeWith(BUILT ? undefined : 'needs the API built (npm test does it)', 'the worker, the API and PostgreSQL, killed one after the other under writers', () => {
  it('lose nothing that was acknowledged, and do nothing twice; and it would be found', async () => {
    const { faults, figures, planted } = await killEach({ count: 3 });
    expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
    expect(figures.withoutAnswer + figures.unavailable).toBeGreaterThan(0);
    expect(figures.unknown).toBe(0);
    expect(figures.acknowledged).toBeGreaterThan(20);
    expect(Object.keys(planted).filter((rule) => planted[rule]!.length > 0)).toEqual(expect.arrayContaining(['lost', 'gaps', 'unequal', 'unreadable']));
  }, 240_000);
});
