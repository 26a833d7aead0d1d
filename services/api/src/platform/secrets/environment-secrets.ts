import { SECRET_NAMES, valueOf, type Environment, type SecretValues } from './secret-names.js';
import { SecretSource } from './secret-source.js';

/** Secrets that are values of variables: NAME. */
export class EnvironmentSecrets extends SecretSource {
  constructor(private readonly env: Environment) {
    super();
  }

  async read(): Promise<SecretValues> {
    return Object.fromEntries(SECRET_NAMES.map((name) => [name, valueOf(this.env, name)] as const).filter(([, value]) => value !== undefined));
  }
}
