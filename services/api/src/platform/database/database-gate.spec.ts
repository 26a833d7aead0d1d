import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
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
  it('does not take its own stop for the loss of the database', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const url = `postgresql://owner:secret@127.0.0.1:${(silent.address() as AddressInfo).port}/studio`;
    gate = new DatabaseGate({ databaseUrl: url, authSecret: 'x'.repeat(32) } as Config, new Breakers());
    gate.onApplicationBootstrap();
    const [socket] = (await once(silent, 'connection')) as [Socket];
    const last = gate.run(() => delay(50, 'written')); // what closes after us may still write
    gate.onApplicationShutdown();
    await expect(last).resolves.toBe('written');
    await expect(gate.run(async () => 'let in')).resolves.toBe('let in');
    socket.destroy();
    silent.close();
  });
});
