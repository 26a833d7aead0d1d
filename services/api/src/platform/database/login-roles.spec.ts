import { describe, expect, it } from '@jest/globals';
import { databaseName, loginPassword, loginRoleName, loginUrl } from './login-roles.js';
import { StatementNames } from './statement-names.js';

const SECRET = 's'.repeat(40);

describe('login roles', () => {
  it('have a name per database that PostgreSQL does not cut', () => {
    expect(loginRoleName('studio', 'app')).toBe('studio_app');
    expect(loginRoleName('x'.repeat(63), 'queue').length).toBeLessThanOrEqual(63);
  });

  it('have a password that follows from the secret and the role', () => {
    expect(loginPassword(SECRET, 'studio_app')).toBe(loginPassword(SECRET, 'studio_app'));
    expect(loginPassword(SECRET, 'studio_app')).not.toBe(loginPassword(SECRET, 'studio_auth'));
    expect(loginPassword(SECRET, 'studio_app')).not.toBe(loginPassword(`${SECRET}!`, 'studio_app'));
    expect(loginPassword(SECRET, 'studio_app')).toMatch(/^[\w-]{43}$/);
  });

  it('keep the rest of the connection string', () => {
    const url = new URL(loginUrl('postgresql://owner:p%40ss@db.example:6432/studio?sslmode=require', SECRET, 'relay'));
    expect(url).toMatchObject({ username: 'studio_relay', host: 'db.example:6432', pathname: '/studio', search: '?sslmode=require' });
    expect(url.password).not.toContain('p%40ss');
  });

  it('find the database a connection string names', () => {
    expect(databaseName('postgresql://owner@host/my%20studio')).toBe('my studio');
    expect(databaseName('postgresql://owner@host')).toBe('owner');
  });
});

describe('StatementNames', () => {
  it('names a text once and stops at its bound', () => {
    const names = new StatementNames();
    expect(names.of('SELECT 1')).toBe(names.of('SELECT 1'));
    for (let n = 0; n < 300; n += 1) names.of(`SELECT ${n}`);
    expect(names.of('SELECT 1')).toBe('s1');
    expect(names.of('SELECT 999')).toBeUndefined();
  });
});
