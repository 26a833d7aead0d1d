import { describe, expect, it } from '@jest/globals';
import { databaseName, generationOf, loginPassword, loginRoleName, loginUrl, parseLoginRole } from './login-roles.js';
import { StatementNames } from './statement-names.js';

const SECRET = 's'.repeat(40);

describe('login roles', () => {
  it('have a name per database that PostgreSQL does not cut', () => {
    expect(loginRoleName('studio', 'app', SECRET)).toMatch(/^studio_app_[0-9a-f]{6}$/);
    expect(loginRoleName('x'.repeat(63), 'queue', SECRET)).toHaveLength(63);
  });

  it('have a name per secret, so that both are there while one follows the other', () => {
    expect(loginRoleName('studio', 'app', SECRET)).not.toBe(loginRoleName('studio', 'app', `${SECRET}!`));
    expect(parseLoginRole('studio', loginRoleName('studio', 'relay', SECRET))).toEqual({ purpose: 'relay', generation: generationOf(SECRET) });
  });

  it('are told from other roles', () => {
    expect(parseLoginRole('studio', 'studio_app')).toEqual({ purpose: 'app', generation: '' }); // before there were generations
    for (const other of ['studio', 'studio_owner', 'studio_app_2', 'studio_app_012345_app_abcdef', 'bpmn_app', 'other_app_012345']) expect(parseLoginRole('studio', other)).toBeUndefined();
  });

  it('have a password that follows from the secret and the role', () => {
    expect(loginPassword(SECRET, 'studio_app')).toBe(loginPassword(SECRET, 'studio_app'));
    expect(loginPassword(SECRET, 'studio_app')).not.toBe(loginPassword(SECRET, 'studio_auth'));
    expect(loginPassword(SECRET, 'studio_app')).not.toBe(loginPassword(`${SECRET}!`, 'studio_app'));
    expect(loginPassword(SECRET, 'studio_app')).toMatch(/^[\w-]{43}$/);
  });

  it('keep the rest of the connection string', () => {
    const url = new URL(loginUrl('postgresql://owner:p%40ss@db.example:6432/studio?sslmode=require', SECRET, 'relay'));
    expect(url).toMatchObject({ username: loginRoleName('studio', 'relay', SECRET), host: 'db.example:6432', pathname: '/studio', search: '?sslmode=require' });
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
