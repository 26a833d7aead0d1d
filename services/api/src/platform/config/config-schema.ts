import { z } from 'zod';

export const PROCESS_ROLES = ['api', 'worker'] as const;
export type ProcessRole = (typeof PROCESS_ROLES)[number];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/**
 * Every variable of the environment: how it is written and what it defaults to. Messages name the mend and never repeat
 * a value that may be a secret. services/api/env.example describes each to the operator; a test holds the two together.
 */
export const environmentSchema = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: whole(1, 65535).default(3000),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: address(['postgres:', 'postgresql:'], 'postgresql://user:password@host:5432/database', 'is missing: "npm start" brings a PostgreSQL of its own; without it, give '),
  REDIS_URL: address(['redis:', 'rediss:'], 'redis://host:6379').optional(),
  CACHE_MEMORY_MB: whole(0, 16_384).default(64),
  ELASTICSEARCH_URL: address(['http:', 'https:'], 'https://host:9200').optional(),
  ROLES: list((name) => (PROCESS_ROLES as readonly string[]).includes(name), 'must be a comma list of api and worker')
    .transform((roles) => [...new Set(roles)] as ProcessRole[])
    .default(['api', 'worker']),
  BASE_URL: address(['http:', 'https:'], 'https://studio.example.org')
    .refine(isOrigin, 'must be an origin alone, without a path, such as https://studio.example.org')
    .transform((url) => new URL(url).origin)
    .optional(),
  AUTH_SECRET: z
    .string('is missing: give at least 32 random characters, such as the output of "openssl rand -base64 48", the same for every process')
    .min(32, 'must have at least 32 characters'),
  LOG_FORMAT: oneOf(['json', 'pretty']).optional(),
  LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
  SENTRY_DSN: address(['http:', 'https:'], 'https://key@host/project').optional(),
  SENTRY_TRACES_SAMPLE_RATE: number(0, 1).default(0.1),
  OTEL_EXPORTER_OTLP_ENDPOINT: address(['http:', 'https:'], 'http://collector:4318').optional(),
  OTEL_TRACES_SAMPLER_ARG: number(0, 1).default(1),
  METRICS_PORT: whole(1, 65535).default(9464),
  RATE_LIMIT_SAVE_PER_MINUTE: whole(1, 1_000_000).default(10),
  RATE_LIMIT_AI_PER_MINUTE: whole(1, 1_000_000).default(2),
  RATE_LIMIT_DEFAULT_PER_MINUTE: whole(1, 1_000_000).default(600),
  RATE_LIMIT_SIGN_IN_PER_MINUTE: whole(1, 1_000_000).default(20),
  ADMIN_EMAILS: list((email) => z.email().safeParse(email).success, 'must be a comma list of e-mail addresses')
    .transform((emails) => emails.map((email) => email.toLowerCase()))
    .default([]),
  TRUST_PROXY: whole(0, 10).default(0),
  DEMO: oneOf(['true', 'false']).transform((flag) => flag === 'true').default(false),
});

type Environment = z.output<typeof environmentSchema>;
export type ConfigValues = ReturnType<typeof toValues>;

/** The environment in the words of the code. */
export function toValues(env: Environment) {
  const production = env.NODE_ENV === 'production';
  return {
    production,
    port: env.PORT,
    dataDir: env.DATA_DIR,
    /** PostgreSQL as the owner of the schema: for migrations alone; use cases connect as login roles of their own. */
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    /** Room for the cache in this process; 0: none. */
    cacheMemoryBytes: env.CACHE_MEMORY_MB * 1024 * 1024,
    elasticsearchUrl: env.ELASTICSEARCH_URL,
    roles: env.ROLES as readonly ProcessRole[],
    /** The public origin; undefined: whatever Host the browser used. */
    baseUrl: env.BASE_URL,
    authSecret: env.AUTH_SECRET,
    logFormat: env.LOG_FORMAT ?? (production ? 'json' : 'pretty'),
    logLevel: env.LOG_LEVEL,
    sentryDsn: env.SENTRY_DSN,
    sentryTracesSampleRate: env.SENTRY_TRACES_SAMPLE_RATE,
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    /** Share of traces that is recorded. */
    traceRatio: env.OTEL_TRACES_SAMPLER_ARG,
    metricsPort: env.METRICS_PORT,
    rateLimits: {
      savePerMinute: env.RATE_LIMIT_SAVE_PER_MINUTE,
      aiPerMinute: env.RATE_LIMIT_AI_PER_MINUTE,
      defaultPerMinute: env.RATE_LIMIT_DEFAULT_PER_MINUTE,
      signInPerMinute: env.RATE_LIMIT_SIGN_IN_PER_MINUTE,
    },
    /** Lower case. */
    adminEmails: env.ADMIN_EMAILS as readonly string[],
    /** How many proxies in front are believed about the caller's address. */
    trustProxy: env.TRUST_PROXY,
    demo: env.DEMO,
  } as const;
}

function whole(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.string().regex(/^\d{1,9}$/, message).transform(Number).refine((value) => value >= min && value <= max, message);
}

function number(min: number, max: number) {
  const message = `must be a number from ${min} to ${max}`;
  return z.string().regex(/^\d{1,9}(\.\d{1,9})?$/, message).transform(Number).refine((value) => value >= min && value <= max, message);
}

function oneOf<const T extends readonly string[]>(words: T) {
  return z.enum(words as unknown as [T[number], ...T[number][]], { error: `must be one of ${words.join(', ')}` });
}

function list(isGood: (item: string) => boolean, message: string) {
  return z
    .string()
    .transform((text) => text.split(',').map((item) => item.trim()).filter((item) => item !== ''))
    .refine((items) => items.length > 0 && items.every(isGood), message);
}

function address(protocols: readonly string[], example: string, missing = 'is missing: give ') {
  return z
    .string(`${missing}an address such as ${example}`)
    .refine((text) => protocols.includes(URL.parse(text)?.protocol ?? ''), { error: `must be an address such as ${example}`, abort: true });
}

function isOrigin(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && parsed.pathname === '/' && parsed.search === '' && parsed.hash === '' && parsed.username === '';
}
