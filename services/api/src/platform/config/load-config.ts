import { Config } from './config.js';
import { environmentSchema, toValues } from './config-schema.js';
import { SECRET_NAMES } from '../secrets/secret-names.js';

/** The environment is wrong: every fault at once, a line each, so that one look is enough to mend it. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(['The environment is not right:', ...faults.map((fault) => `  - ${fault}`), 'services/api/env.example describes every variable.'].join('\n'));
    this.name = 'ConfigError';
  }
}

/**
 * Reads and checks the environment. An empty variable counts as unset, since compose files pass empty ones on.
 * @param known what went wrong with secrets before; one that is missing is not missed again then
 * @throws ConfigError with all faults
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>, known: readonly string[] = []): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = environmentSchema.safeParse(set);
  const isMissed = (name: string) => known.length === 0 || name in set || !(SECRET_NAMES as readonly string[]).includes(name);
  const issues = parsed.success ? [] : parsed.error.issues.filter((issue) => isMissed(issue.path.join('.')));
  const faults = [...known, ...issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)];
  if (parsed.success && set['METRICS_PORT'] !== undefined && parsed.data.PORT === parsed.data.METRICS_PORT) faults.push('METRICS_PORT must differ from PORT: metrics never go out on the public port');
  if (!parsed.success || faults.length > 0) throw new ConfigError([...new Set(faults)]);
  return new Config(toValues(parsed.data, set['METRICS_PORT'] !== undefined));
}
