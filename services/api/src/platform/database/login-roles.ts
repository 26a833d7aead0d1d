import { hkdfSync } from 'node:crypto';

/** The group roles that processes log in as; each carries its grants in the migrations. */
export const LOGIN_PURPOSES = ['app', 'auth', 'relay', 'queue'] as const;
export type LoginPurpose = (typeof LOGIN_PURPOSES)[number];

/**
 * The name of a login role. Roles belong to a whole cluster, so each database has its own; and each AUTH_SECRET has its
 * own, so that processes with the former secret go on while the next one comes in: a role has but one password.
 */
export function loginRoleName(database: string, purpose: LoginPurpose, authSecret: string): string {
  return `${database.slice(0, 50)}_${purpose}_${generationOf(authSecret)}`;
}

/** The purpose and the generation in a login role's name, '' for those from before there were generations; undefined for any other role. */
export function parseLoginRole(database: string, role: string): { readonly purpose: LoginPurpose; readonly generation: string } | undefined {
  const prefix = [`${database.slice(0, 50)}_`, `${database.slice(0, 57)}_`].find((start) => role.startsWith(start));
  const found = prefix === undefined ? null : /^(app|auth|relay|queue)(?:_([0-9a-f]{6}))?$/.exec(role.slice(prefix.length));
  return found === null ? undefined : { purpose: found[1] as LoginPurpose, generation: found[2] ?? '' };
}

/** Tells secrets apart; 24 bits say nothing about a random secret. */
export function generationOf(authSecret: string): string {
  return Buffer.from(hkdfSync('sha256', authSecret, '', 'bpmn-studio database login generation', 3)).toString('hex');
}

/**
 * The password of a login role, derived from AUTH_SECRET (HKDF-SHA-256, RFC 5869): every replica knows it and nothing
 * has to be stored.
 */
export function loginPassword(authSecret: string, role: string): string {
  return Buffer.from(hkdfSync('sha256', authSecret, '', `bpmn-studio database login ${role}`, 32)).toString('base64url');
}

/** The owner's connection string, turned into that of a login role. */
export function loginUrl(ownerUrl: string, authSecret: string, purpose: LoginPurpose): string {
  const url = new URL(ownerUrl);
  const role = loginRoleName(databaseName(ownerUrl), purpose, authSecret);
  url.username = encodeURIComponent(role);
  url.password = loginPassword(authSecret, role);
  return url.href;
}

/** The database a connection string names; the user's own name without one, as libpq has it. */
export function databaseName(connectionString: string): string {
  const url = new URL(connectionString);
  return decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username);
}
