import type { SecretValues } from './secret-names.js';

/** Port: one place that secrets come from. Where several have the same secret, the one nearer to the process wins. */
export abstract class SecretSource {
  /**
   * Reads anew.
   * @returns those of our secrets that stand here
   * @throws SecretFault with everything that is wrong; never with a value
   */
  abstract read(): Promise<SecretValues>;
}

/** Secrets that are named cannot be had: a line each, for the operator. */
export class SecretFault extends Error {
  override readonly name = 'SecretFault';

  constructor(readonly faults: readonly string[]) {
    super(faults.join('; '));
  }
}
