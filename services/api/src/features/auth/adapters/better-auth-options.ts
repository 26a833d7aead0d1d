import { Logger } from '@nestjs/common';
import { PASSWORD_LENGTH } from '@bpmn-studio/contracts';
import type { BetterAuthOptions } from 'better-auth';
import type { Ids } from '../../../kernel/ids.js';
import type { Config } from '../../../platform/config/index.js';
import { isUnavailable, type AuthDatabase } from '../../../platform/database/index.js';
import { cookiePrefix, isSecure } from './session-cookie.js';
import type { Argon2Passwords } from './argon2-passwords.js';

const DAY = 24 * 60 * 60;
const dates = { createdAt: 'created_at', updatedAt: 'updated_at' };

/**
 * better-auth on our tables and with our hashing. Its limits, origin check and routes are off, since our own HTTP layer
 * does those for every route alike; it is called as a library.
 */
export function betterAuthOptions({ config, database, ids, passwords, secret }: {
  readonly config: Config;
  readonly database: AuthDatabase;
  readonly ids: Ids;
  readonly passwords: Argon2Passwords;
  readonly secret: string;
}) {
  const secure = isSecure(config);
  const prefix = cookiePrefix(secure);
  const logger = new Logger('better-auth');
  return {
    appName: 'BPMN Studio',
    baseURL: config.baseUrl ?? `http://localhost:${config.port}`,
    secret,
    database: database.pool,
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { level: 'error', disableColors: true, log: (level, message, ...more) => tell(logger, level, [message, ...more]) },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 1, // the use case counts characters, better-auth UTF-16 units
      maxPasswordLength: PASSWORD_LENGTH.max * 2,
      password: { hash: passwords.hash, verify: passwords.verify },
    },
    session: {
      modelName: 'sessions',
      expiresIn: 7 * DAY,
      updateAge: DAY,
      fields: { ...dates, userId: 'user_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent' },
    },
    user: { modelName: 'users', fields: { ...dates, emailVerified: 'email_verified' } },
    account: {
      modelName: 'accounts',
      fields: {
        ...dates,
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
      },
    },
    verification: { modelName: 'verifications', fields: { ...dates, expiresAt: 'expires_at' } },
    advanced: {
      // Names and Secure are given below: better-auth's own prefix is the weaker __Secure-.
      useSecureCookies: false,
      cookies: Object.fromEntries(['session_token', 'session_data', 'account_data', 'dont_remember'].map((cookie) => [cookie, { name: `${prefix}.${cookie}`, attributes: { secure } }])),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => ids.uuid(), validateSchema: false, joins: true },
    },
  } satisfies BetterAuthOptions;
}

/** Its own words name addresses; ours tell what the operator needs. That the database is away, others tell already. */
function tell(logger: Logger, level: string, words: readonly unknown[]): void {
  const fault = words.find((word) => word instanceof Error);
  const message = words.find((word) => typeof word === 'string' && word !== '') ?? 'better-auth failed';
  if (level !== 'error' || isUnavailable(fault)) logger.debug(message);
  else logger.error({ event: 'auth.failed', ...(fault === undefined ? {} : { err: fault }) }, message);
}
