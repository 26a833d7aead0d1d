import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { NGINX } from '../../../../infrastructure/gateway/start-gateway.mjs';
import { rollingRestart } from '../../../../infrastructure/bench/rolling-restart.mjs';

const BUILT = existsSync(join(import.meta.dirname, '../../dist/main.js'));
const possible = NGINX !== undefined && BUILT;
if (!possible) process.stderr.write(`${BUILT ? 'There is no nginx on this machine' : 'The API is not built'}: the rolling restart is not tested.\n`);
const suite = possible ? describe : describe.skip;

/** Real processes behind the real gateway; `npm run bench -- rolling-restart` does it with more people and figures. */
suite('a rolling restart of two replicas behind the gateway', () => {
  it('loses no request and gives no wrong answer', async () => {
    const { requests, restarts, lost, serverErrors, wrong, badStops, examples } = await rollingRestart({ people: 2, rounds: 1, noticeSeconds: 4 });
    expect({ lost, serverErrors, wrong, badStops, examples }).toEqual({ lost: 0, serverErrors: 0, wrong: 0, badStops: 0, examples: [] });
    expect(restarts).toBe(2);
    expect(requests).toBeGreaterThan(50);
  }, 240_000);
});
