import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { NGINX } from '../../../../infrastructure/gateway/start-gateway.mjs';
import { rollingRestart } from '../../../../infrastructure/chaos/rolling-restart.mjs';
import { describeWith } from '../support/describe-with.js';

const BUILT = existsSync(join(import.meta.dirname, '../../dist/main.js'));
const WITHOUT_NGINX = NGINX === undefined ? 'needs nginx, which is not installed (Debian: apt install nginx)' : undefined;

/** Real processes behind the real gateway; `npm run chaos -- rolling-restart` does it with more people and figures. */
describeWith(BUILT ? WITHOUT_NGINX : 'needs the API built (npm test does it)', 'a rolling restart of two replicas behind the gateway', () => {
  it('loses no request and gives no wrong answer', async () => {
    const { requests, restarts, lost, serverErrors, wrong, badStops, examples } = await rollingRestart({ people: 2, rounds: 1, noticeSeconds: 4 });
    expect({ lost, serverErrors, wrong, badStops, examples }).toEqual({ lost: 0, serverErrors: 0, wrong: 0, badStops: 0, examples: [] });
    expect(restarts).toBe(2);
    expect(requests).toBeGreaterThan(50);
  }, 240_000);
});
