import { EnvironmentSecrets } from './environment-secrets.js';
import { FileSecrets } from './file-secrets.js';
import type { Environment, SecretValues } from './secret-names.js';
import { SecretFault, type SecretSource } from './secret-source.js';
import { VaultSecrets } from './vault-secrets.js';

/** All there is to know of the secrets right now. */
export interface SecretsRead {
  readonly values: SecretValues;
  /** What is wrong, a line each; empty when nothing is. */
  readonly faults: readonly string[];
}

/** Reads every secret of a process: from its variables, else from the files they name, else from Vault. */
export async function readSecrets(env: Environment, sources: readonly SecretSource[] = sourcesOf(env)): Promise<SecretsRead> {
  const settled = await Promise.allSettled(sources.map((source) => source.read()));
  const faults: string[] = [];
  const values: SecretValues = {};
  for (const outcome of settled.toReversed()) {
    if (outcome.status === 'fulfilled') Object.assign(values, outcome.value); // the nearer ones come last
    else if (outcome.reason instanceof SecretFault) faults.unshift(...outcome.reason.faults);
    else throw outcome.reason;
  }
  return { values, faults };
}

/** Nearest first. */
function sourcesOf(env: Environment): readonly SecretSource[] {
  return [new EnvironmentSecrets(env), new FileSecrets(env), new VaultSecrets(env)];
}
