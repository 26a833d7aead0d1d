import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { timestamp } from './fields.js';

/** One value for each bucket, oldest first; null where no process told anything, which is not the same as zero. */
const line = z.array(z.number().nullable());

export const SAVE_OUTCOMES = ['saved', 'unchanged', 'conflict', 'refused', 'unavailable', 'failed'] as const;
export const JOB_OUTCOMES = ['done', 'retried', 'parked', 'put_off'] as const;
export const TROUBLES = [
  'nothing-recorded', 'dependency-down', 'breaker-open', 'process-silent', 'error-rate', 'save-failures', 'save-latency', 'conflicts',
  'outbox-lag', 'parked-events', 'queue-depth', 'pool-exhausted', 'event-loop-delay',
] as const;
export type TroubleKind = (typeof TROUBLES)[number];

const troubleSchema = z.object({
  kind: z.enum(TROUBLES),
  severity: z.enum(['bad', 'watch']).describe('bad: users notice. watch: they may soon'),
  subject: z.string().nullable().describe('Which dependency, process or pool'),
  value: z.number().nullable().describe('What was measured: a share, seconds, or a count'),
  limit: z.number().nullable().describe('What it should stay below'),
  runbook: z.string().describe('docs/runbooks/<runbook>.md'),
});
export type Trouble = z.infer<typeof troubleSchema>;

const seriesSchema = z.object({
  requestsPerSecond: line,
  errorShare: line.describe('Answers of 500 and above, 0 to 1; null also where nothing was asked'),
  refusedPerSecond: line.describe('Answers of 429'),
  requestP50: line.describe('Seconds'),
  requestP95: line.describe('Seconds'),
  saveP50: line.describe('Seconds, of saves that went through'),
  saveP95: line.describe('Seconds, of saves that went through'),
  saves: z.record(z.enum(SAVE_OUTCOMES), line).describe('Saves in the bucket, by what became of them'),
  outboxLagSeconds: line.describe('Peak'),
  outboxWaiting: line.describe('Peak'),
  queues: z.array(z.object({ name: z.string(), depth: line, failed: line })).describe('Peaks: jobs that wait, run or are put off; dead jobs that are kept'),
  jobs: z.record(z.enum(JOB_OUTCOMES), line).describe('Jobs that ended in the bucket'),
  pools: z.array(z.object({ name: z.string(), used: line, pending: line, max: z.number().nullable() })).describe('Peaks, summed over processes'),
  eventLoopP99: line.describe('Seconds; the worst process'),
  memory: z.array(z.object({ processId: z.string(), bytes: line })).describe('Peaks, for the processes seen last'),
});
export type OperationsSeries = z.infer<typeof seriesSchema>;

const routeSchema = z.object({
  route: z.string().describe('Method and path template'),
  requestsPerSecond: z.number(),
  errors: z.int(),
  errorShare: z.number(),
  p95: z.number().nullable().describe('Seconds'),
});
export type RouteFigures = z.infer<typeof routeSchema>;

export const FIGURES_MINUTES = 5;

export const operationsSchema = z
  .object({
    at: timestamp,
    from: timestamp.describe('Beginning of the first bucket'),
    stepSeconds: z.int().describe('Width of a bucket'),
    buckets: z.int().describe('How many values each line has'),
    series: seriesSchema,
    now: z.object({
      troubles: z.array(troubleSchema).describe('What is wrong, the worst first; empty when all is well'),
      figures: z
        .object({
          requestsPerSecond: z.number().nullable(),
          errorShare: z.number().nullable(),
          requestP95: z.number().nullable(),
          saveP95: z.number().nullable(),
          saveFailureShare: z.number().nullable(),
          conflictShare: z.number().nullable(),
          outboxLagSeconds: z.number().nullable(),
          parked: z.number().nullable(),
        })
        .describe(`Over the last ${FIGURES_MINUTES} minutes`),
      dependencies: z.array(
        z.object({
          name: z.string(),
          status: z.enum(['up', 'down', 'degraded', 'off']),
          latencyMs: z.number().nullable(),
          detail: z.string().nullable(),
          breaker: z.enum(['closed', 'half-open', 'open']).nullable(),
        }),
      ),
      processes: z.array(
        z.object({
          id: z.string(),
          host: z.string(),
          pid: z.int(),
          roles: z.array(z.string()),
          version: z.string(),
          startedAt: timestamp,
          seenAt: timestamp,
          state: z.enum(['running', 'silent']).describe('silent: it has told nothing for a minute and never said that it stops'),
          memoryBytes: z.number().nullable(),
          eventLoopP99: z.number().nullable(),
        }),
      ),
    }),
    routes: z.object({ slowest: z.array(routeSchema), failing: z.array(routeSchema) }),
    failures: z
      .array(
        z.object({
          at: timestamp,
          kind: z.enum(['request', 'event']),
          what: z.string().describe('Method and path template, or event type and handler'),
          code: z.string().describe('Error code and status, or "parked"'),
          requestId: z.string().nullable(),
          eventId: z.string().nullable(),
          traceId: z.string().nullable(),
        }),
      )
      .describe('Of the last hour, newest first, at most 200'),
  })
  .meta({ id: 'Operations' });
export type Operations = z.infer<typeof operationsSchema>;

export const getOperations = defineEndpoint({
  id: 'getOperations', tag: 'Administration', summary: 'How the installation has been doing, over all its processes', method: 'GET', path: '/api/admin/operations',
  permission: 'admin:operate', limit: 'default', query: z.strictObject({ minutes: z.coerce.number().int().min(5).max(1440).default(60) }),
  status: 200, response: operationsSchema,
});
