import { describe, expect, it } from '@jest/globals';
import type { Config } from '../config/index.js';
import { safeText } from '../telemetry/index.js';
import { AuthSecrets } from './auth-secrets.js';

const MINUTE = 60_000;

function secretsOf(authSecret: string, authSecretPrevious?: string) {
  let now = 0;
  const secrets = new AuthSecrets({ authSecret, authSecretPrevious } as Config, { now: () => new Date(now) });
  return { secrets, pass: (minutes: number) => void (now += minutes * MINUTE) };
}

describe('the secrets of sessions', () => {
  it('sign and are believed alone while there is one', () => {
    const { secrets } = secretsOf('one');
    expect([secrets.signing(), secrets.accepted()]).toEqual(['one', ['one']]);
  });

  it('sign with the former one until every replica may know the new one', () => {
    const { secrets, pass } = secretsOf('one');
    expect(secrets.note('two', undefined)).toBe(true);
    expect([secrets.signing(), secrets.accepted()]).toEqual(['one', ['two', 'one']]);
    pass(15);
    expect([secrets.signing(), secrets.accepted()]).toEqual(['two', ['two', 'one']]);
    expect(secrets.note('two', undefined)).toBe(false);
    expect(secrets.accepted()).toEqual(['two', 'one']);
  });

  it('show nowhere, those of later either', () => {
    secretsOf('one').secrets.note('hunter2-rotated', 'hunter2-previous');
    expect(safeText('signed by hunter2-rotated or hunter2-previous')).toBe('signed by [redacted] or [redacted]');
  });

  it('do the same at a start that is given both', () => {
    const { secrets, pass } = secretsOf('two', 'one');
    expect(secrets.signing()).toBe('one');
    pass(15);
    expect(secrets.signing()).toBe('two');
  });

  it('forget the former one when it is said that it is void', () => {
    const { secrets } = secretsOf('one');
    secrets.note('two', 'one');
    secrets.note('two', undefined);
    expect([secrets.signing(), secrets.accepted()]).toEqual(['two', ['two']]);
  });

  it('keep no more than three, however often they change', () => {
    const { secrets } = secretsOf('0');
    for (let n = 1; n < 20; n++) secrets.note(String(n), 'p');
    expect(secrets.accepted()).toEqual(['19', 'p', '18']);
  });
});
