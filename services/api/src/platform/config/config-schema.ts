import { z } from 'zod';
import { SECRET_NAMES, type SecretName } from '../secrets/secret-names.js';

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
  ELASTICSEARCH_INDEX: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'must be 1 to 61 lower-case letters, digits and hyphens').default('bpmn-studio'),
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
  AUTH_SECRET_PREVIOUS: z.string().min(32, 'must have at least 32 characters').optional(),
  LOG_FORMAT: oneOf(['json', 'pretty']).optional(),
  LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
  SENTRY_DSN: address(['http:', 'https:'], 'https://key@host/1').refine(isDsn, 'must be an address such as https://key@host/1: a key of letters and digits, and the number of a project').optional(),
  SENTRY_TRACES_SAMPLE_RATE: number(0, 1).default(0.1),
  OTEL_EXPORTER_OTLP_ENDPOINT: address(['http:', 'https:'], 'http://collector:4318').optional(),
  OTEL_TRACES_SAMPLER_ARG: number(0, 1).default(1),
  METRICS_PORT: whole(1, 65535).default(9464),
  RATE_LIMIT_SAVE_PER_MINUTE: whole(1, 1_000_000).default(10),
  RATE_LIMIT_AI_PER_MINUTE: whole(1, 1_000_000).default(2),
  RATE_LIMIT_DEFAULT_PER_MINUTE: whole(1, 1_000_000).default(600),
  RATE_LIMIT_SIGN_IN_PER_MINUTE: whole(1, 1_000_000).default(20),
  RATE_LIMIT_ADDRESS_FACTOR: whole(1, 10_000).default(20),
  SIGN_IN_TRIES: whole(1, 1_000_000).default(10),
  SIGN_IN_TRIES_MINUTES: whole(1, 1_440).default(15),
  LIVE_EDITING: oneOf(['on', 'off']).transform((word) => word === 'on').default(false),
  LIVE_SOCKETS: whole(1, 100_000).default(5_000),
  LIVE_SOCKETS_PER_PERSON: whole(1, 1_000).default(30),
  LIVE_SOCKETS_PER_DOCUMENT: whole(1, 10_000).default(200),
  LIVE_DOCUMENTS: whole(1, 100_000).default(500),
  LIVE_REST_SECONDS: whole(1, 3_600).default(30),
  LIVE_VERSION_SECONDS: whole(1, 86_400).default(600),
  ADMIN_EMAILS: list((email) => z.email().safeParse(email).success, 'must be a comma list of e-mail addresses')
    .transform((emails) => emails.map((email) => email.toLowerCase()))
    .default([]),
  TRUST_PROXY: whole(0, 10).default(0),
  DEMO: oneOf(['true', 'false']).transform((flag) => flag === 'true').default(false),
  SHUTDOWN_NOTICE_SECONDS: whole(0, 8).optional(),
  ...secretFiles(),
  VAULT_ADDR: address(['http:', 'https:'], 'https://vault:8200').optional(),
  VAULT_TOKEN: z.string().optional(),
  VAULT_TOKEN_FILE: z.string().optional(),
  VAULT_NAMESPACE: z.string().optional(),
  VAULT_SECRET_PATH: z.string().regex(/^[\w.-]+(\/[\w.-]+)*\/data(\/[\w.-]+)+$/, 'must be a path of KV version 2 such as secret/data/bpmn-studio').optional(),
  SECRETS_POLL_SECONDS: whole(5, 3600).default(30),
});

type Environment = z.output<typeof environmentSchema>;
export type ConfigValues = ReturnType<typeof toValues>;

/** The environment in the words of the code. Two installations side by side need not be told that the metrics, too, have a port. */
export function toValues(env: Environment, isMetricsPortGiven = true) {
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
    /** What the names of its indexes begin with. */
    elasticsearchIndex: env.ELASTICSEARCH_INDEX,
    roles: env.ROLES as readonly ProcessRole[],
    /** The public origin; undefined: whatever Host the browser used. */
    baseUrl: env.BASE_URL,
    authSecret: env.AUTH_SECRET,
    /** Signed sessions before, and is still believed. */
    authSecretPrevious: env.AUTH_SECRET_PREVIOUS,
    secretsPollSeconds: env.SECRETS_POLL_SECONDS,
    /** How long a process that was told to stop goes on taking connections. Nobody waits for a balancer on a desk. */
    shutdownNoticeSeconds: env.SHUTDOWN_NOTICE_SECONDS ?? (production ? 5 : 0),
    logFormat: env.LOG_FORMAT ?? (production ? 'json' : 'pretty'),
    logLevel: env.LOG_LEVEL,
    sentryDsn: env.SENTRY_DSN,
    sentryTracesSampleRate: env.SENTRY_TRACES_SAMPLE_RATE,
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    /** Share of traces that is recorded. */
    traceRatio: env.OTEL_TRACES_SAMPLER_ARG,
    /** 0: any that is free. */
    metricsPort: isMetricsPortGiven || env.METRICS_PORT !== env.PORT ? env.METRICS_PORT : 0,
    /** Whether any free port will do where that one is taken: nobody asked for it. */
    metricsPortMayMove: !isMetricsPortGiven,
    rateLimits: {
      savePerMinute: env.RATE_LIMIT_SAVE_PER_MINUTE,
      aiPerMinute: env.RATE_LIMIT_AI_PER_MINUTE,
      defaultPerMinute: env.RATE_LIMIT_DEFAULT_PER_MINUTE,
      signInPerMinute: env.RATE_LIMIT_SIGN_IN_PER_MINUTE,
      /** An address carries this many signed-in users at their limit. */
      addressFactor: env.RATE_LIMIT_ADDRESS_FACTOR,
    },
    /** Failed sign-ins an account, and an address, may have in so many minutes. */
    signInTries: { most: env.SIGN_IN_TRIES, minutes: env.SIGN_IN_TRIES_MINUTES },
    /** Live editing: how much of it one process carries, and when a version is written of it. */
    live: {
      /** Off: the editor saves as ever, and nobody gets a ticket. */
      enabled: env.LIVE_EDITING,
      sockets: env.LIVE_SOCKETS,
      socketsPerPerson: env.LIVE_SOCKETS_PER_PERSON,
      socketsPerDocument: env.LIVE_SOCKETS_PER_DOCUMENT,
      documents: env.LIVE_DOCUMENTS,
      /** Without an edit, until a session has come to something; and the longest without a version in one that does not rest. */
      restSeconds: env.LIVE_REST_SECONDS,
      versionSeconds: env.LIVE_VERSION_SECONDS,
    },
    /** Lower case. */
    adminEmails: env.ADMIN_EMAILS as readonly string[],
    /** How many proxies in front are believed about the caller's address. */
    trustProxy: env.TRUST_PROXY,
    demo: env.DEMO,
  } as const;
}

/** NAME_FILE for every NAME; they are read before the values are checked. */
function secretFiles() {
  return Object.fromEntries(SECRET_NAMES.map((name) => [`${name}_FILE`, z.string().optional()])) as Record<`${SecretName}_FILE`, z.ZodOptional<z.ZodString>>;
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

/** "redis:6379" and "https:host" are addresses by the letter, and never meant: the slashes are wanted. */
function address(protocols: readonly string[], example: string, missing = 'is missing: give ') {
  return z
    .string(`${missing}an address such as ${example}`)
    .refine((text) => protocols.some((protocol) => text.trim().toLowerCase().startsWith(`${protocol}//`)) && URL.canParse(text), { error: `must be an address such as ${example}`, abort: true })
    .refine(isDecodable, { error: 'must have its user, password and path percent-encoded: a % stands there as %25', abort: true });
}

/** Whoever logs in by an address decodes it, and fails with nothing but "URI malformed" at what cannot be. */
function isDecodable(address: string): boolean {
  try {
    return decodeURIComponent(address) !== '';
  } catch {
    return false;
  }
}

/** Without its key or its project, nothing would ever be reported, and nobody told. */
/** What Sentry's client takes. Any other it prints, key and all, and then reports nothing. */
function isDsn(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && /^\w+$/.test(parsed.username) && /^\w*$/.test(parsed.password) && /\/\d+$/.test(parsed.pathname);
}

function isOrigin(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && parsed.pathname === '/' && parsed.search === '' && parsed.hash === '' && parsed.username === '';
}
