import { hkdfSync } from 'node:crypto';

/** The group roles that processes log in as; each carries its grants in the migrations. */
export const LOGIN_PURPOSES = ['app', 'auth', 'relay', 'queue'] as const;
export type LoginPurpose = (typeof LOGIN_PURPOSES)[number];

/** The name of a login role. Roles belong to a whole cluster, so each database has its own. */
export function loginRoleName(database: string, purpose: LoginPurpose): string {
  return `${database.slice(0, 57)}_${purpose}`;
}

/**
 * The password of a login role, derived from AUTH_SECRET (HKDF-SHA-256, RFC 5869): every replica knows it and nothing
 * has to be stored. A new AUTH_SECRET gives new passwords, which the next start sets.
 */
export function loginPassword(authSecret: string, role: string): string {
  return Buffer.from(hkdfSync('sha256', authSecret, '', `bpmn-studio database login ${role}`, 32)).toString('base64url');
}

/** The owner's connection string, turned into that of a login role. */
export function loginUrl(ownerUrl: string, authSecret: string, purpose: LoginPurpose): string {
  const url = new URL(ownerUrl);
  const role = loginRoleName(databaseName(ownerUrl), purpose);
  url.username = encodeURIComponent(role);
  url.password = loginPassword(authSecret, role);
  return url.href;
}

/** The database a connection string names; the user's own name without one, as libpq has it. */
export function databaseName(connectionString: string): string {
  const url = new URL(connectionString);
  return decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username);
}
