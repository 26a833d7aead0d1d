import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type pg from 'pg';
import { eventually } from '../../../test/support/eventually.js';
import type { Config } from '../config/index.js';
import { Breakers } from '../resilience/index.js';
import { createPool } from './create-pool.js';
import { DatabaseGate } from './database-gate.js';

const NOBODY = 'postgresql://owner:secret@127.0.0.1:1/studio';
let gate: DatabaseGate;

afterEach(() => {
  gate.onApplicationShutdown();
  jest.restoreAllMocks();
});

describe('the gate of the database', () => {
  it('cuts the connections of its pools also when calls found out before the pulse did', async () => {
    jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    gate = new DatabaseGate({ databaseUrl: NOBODY, authSecret: 'x'.repeat(32) } as Config, new Breakers());
    const pool = createPool({ connectionString: NOBODY, name: 'test', max: 1, onError: () => undefined });
    gate.guard(pool);
    const destroy = jest.fn();
    pool.emit('connect', { on: () => undefined, connection: { stream: { destroy } } } as unknown as pg.PoolClient);
    for (let n = 0; n < 5; n++) await gate.run(() => Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))).catch(() => undefined); // a loss is what it is given
    await eventually(async () => expect(destroy).toHaveBeenCalled());
    await expect(gate.run(async () => 'let in')).rejects.toMatchObject({ code: 'server.unavailable' });
  });
});
