import type pg from 'pg';
import { gauge } from '../telemetry/index.js';

const POOL = 'db.client.connection.pool.name';
const STATE = 'db.client.connection.state';

const watched = new Map<pg.Pool, string>();

/** Shows a pool in the metrics, until it ends. @param name app, auth, relay */
export function watchPool(pool: pg.Pool, name: string): void {
  watched.set(pool, name);
}

gauge({ name: 'db.client.connection.count', unit: '{connections}', description: 'Open connections of a pool' }, (observe) => {
  each((pool, name) => {
    observe(pool.idleCount, { [POOL]: name, [STATE]: 'idle' });
    observe(pool.totalCount - pool.idleCount, { [POOL]: name, [STATE]: 'used' });
  });
});
gauge({ name: 'db.client.connection.pending_requests', unit: '{requests}', description: 'Who waits for a connection of a pool' }, (observe) => {
  each((pool, name) => observe(pool.waitingCount, { [POOL]: name }));
});
gauge({ name: 'db.client.connection.max', unit: '{connections}', description: 'Connections a pool may open' }, (observe) => {
  each((pool, name) => observe(pool.options.max, { [POOL]: name }));
});

function each(tell: (pool: pg.Pool, name: string) => void): void {
  for (const [pool, name] of watched) {
    if (pool.ending) watched.delete(pool);
    else tell(pool, name);
  }
}
