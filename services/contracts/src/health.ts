import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';

const state = z.enum(['up', 'down', 'degraded', 'off']);
export const healthSchema = z
  .object({
    status: z.enum(['ok', 'degraded', 'unavailable']),
    version: z.string(),
    uptimeSeconds: z.number(),
    dependencies: z.record(z.string(), z.object({ status: state, latencyMs: z.number().nullable(), detail: z.string().optional() })),
  })
  .meta({ id: 'Health' });
export type Health = z.infer<typeof healthSchema>;
const probeSchema = z.object({ status: z.enum(['ok', 'unavailable']) }).meta({ id: 'Probe' });

export const getLive = defineEndpoint({
  id: 'getLive', tag: 'Health', summary: 'The process turns its event loop', method: 'GET', path: '/api/health/live',
  permission: 'public', limit: 'none', status: 200, response: probeSchema,
});
export const getReady = defineEndpoint({
  id: 'getReady', tag: 'Health', summary: 'Database and migrations are ready', method: 'GET', path: '/api/health/ready',
  permission: 'public', limit: 'none', status: 200, response: probeSchema, errors: ['server.unavailable'],
});
export const getHealth = defineEndpoint({
  id: 'getHealth', tag: 'Health', summary: 'Each dependency with status and latency', method: 'GET', path: '/api/health',
  permission: 'public', limit: 'none', status: 200, response: healthSchema,
});
