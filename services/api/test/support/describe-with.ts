import { describe, it } from '@jest/globals';

/** `describe` for what wants something of the machine. Where that is missing it is one skipped line, which says what it needs. */
export function describeWith(missing: string | undefined, name: string, tests: () => void): void {
  describe(name, missing === undefined ? tests : () => void it.skip(missing, () => undefined));
}
