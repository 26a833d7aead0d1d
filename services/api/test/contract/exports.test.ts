import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LONGEST_WAIT_MS } from '../../src/features/exports/application/print-turns.js';
import { PRINT_LONGEST_WAIT_MS, PRINT_TIME_LIMIT_MS } from '../../src/platform/print/printing.js';

describe('an export', () => {
  it('is answered before the gateway hangs up, also after the longest waits', () => {
    const gateway = readFileSync(new URL('../../../../infrastructure/gateway/nginx.conf.template', import.meta.url), 'utf8');
    const patience = Number(/proxy_read_timeout (\d+)s;/.exec(gateway)?.[1]) * 1_000;
    expect(LONGEST_WAIT_MS + PRINT_LONGEST_WAIT_MS + PRINT_TIME_LIMIT_MS).toBeLessThan(patience);
  });
});
