import { describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Config } from '../config/index.js';
import { AuthSecrets } from './auth-secrets.js';
import type { SecretsRead } from './read-secrets.js';
import { SecretsWatch } from './secrets-watch.js';

const secret = (word: string) => word.padEnd(32, '.');

function watchOf(...reads: SecretsRead[]) {
  const config = { authSecret: secret('one'), secretsPollSeconds: 30 } as Config;
  const secrets = new AuthSecrets(config, { now: () => new Date(0) });
  return { secrets, watch: new SecretsWatch(config, secrets, { read: async () => reads.shift() ?? { values: {}, faults: [] } }) };
}

describe('the watch over secrets', () => {
  it('takes over what has changed', async () => {
    const { secrets, watch } = watchOf({ values: { AUTH_SECRET: secret('two') }, faults: [] });
    jest.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
    await watch.look();
    expect(secrets.accepted()).toEqual([secret('two'), secret('one')]);
  });

  it('leaves everything as it is while a secret cannot be read, and says so once', async () => {
    const away = { values: { AUTH_SECRET: secret('two') }, faults: ['VAULT_ADDR cannot be reached'] };
    const { secrets, watch } = watchOf(away, away, { values: {}, faults: [] }, { values: { AUTH_SECRET: 'short' }, faults: [] });
    const error = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    for (let n = 0; n < 4; n++) await watch.look();
    expect(secrets.accepted()).toEqual([secret('one')]);
    expect(error.mock.calls.flat()).toEqual([expect.stringContaining('VAULT_ADDR'), expect.stringContaining('less than 32')]);
  });
});
