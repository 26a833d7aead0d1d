import { loadConfig, type Config } from './platform/config/index.js';
import { readSecrets, type SecretsReader } from './platform/secrets/index.js';

export interface Settings {
  readonly config: Config;
  /** Reads the secrets anew; undefined when they are variables, which nobody can change under a process. */
  readonly secrets: SecretsReader | undefined;
}

/**
 * Reads the environment, with the secrets from the files it names and from Vault.
 * @throws ConfigError with everything that is wrong
 */
export async function readConfig(env: Readonly<Record<string, string | undefined>>): Promise<Settings> {
  const { values, faults } = await readSecrets(env);
  const config = loadConfig({ ...env, ...values }, faults);
  const isVariable = env['AUTH_SECRET'] !== undefined && env['AUTH_SECRET'].trim() !== '';
  return { config, secrets: isVariable ? undefined : { read: () => readSecrets(env) } };
}
