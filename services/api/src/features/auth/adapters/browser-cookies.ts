import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/index.js';
import { AuthSecrets } from '../../../platform/secrets/index.js';
import { KnownBrowsers } from '../application/ports.js';
import { cookiePrefix, isSecure } from './session-cookie.js';

const LASTS_S = 180 * 24 * 60 * 60;
/** Random id, time of issue in seconds, signature. */
const TOKEN = /^([\w-]{22})\.(\d{1,12})\.([\w-]{43})$/;

/**
 * KnownBrowsers by a signed cookie (OWASP's device cookie). It opens nothing: it gives a browser that knew the password
 * once its own count of wrong ones. It names no account, and its signature fits the one it was given for alone.
 */
@Injectable()
export class BrowserCookies extends KnownBrowsers {
  private readonly name: string;
  private readonly attributes: string;

  constructor(
    @Inject(Config) config: Config,
    @Inject(AuthSecrets) private readonly secrets: AuthSecrets,
  ) {
    super();
    const secure = isSecure(config);
    this.name = `${cookiePrefix(secure)}.browser`;
    this.attributes = `Max-Age=${LASTS_S}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  }

  override idOf(cookieHeader: string, email: string): string | undefined {
    const value = cookieHeader.split(';').map((pair) => pair.trim()).find((pair) => pair.startsWith(`${this.name}=`))?.slice(this.name.length + 1);
    const [, id, issued, signature] = TOKEN.exec(value ?? '') ?? [];
    if (id === undefined || issued === undefined || signature === undefined || Number(issued) + LASTS_S < Date.now() / 1000) return undefined;
    const given = Buffer.from(signature, 'base64url');
    return this.secrets.accepted().some((secret) => timingSafeEqual(sign(secret, id, issued, email), given)) ? id : undefined;
  }

  override remember(email: string): string {
    const id = randomBytes(16).toString('base64url');
    const issued = String(Math.floor(Date.now() / 1000));
    return `${this.name}=${id}.${issued}.${sign(this.secrets.signing(), id, issued, email).toString('base64url')}; ${this.attributes}`;
  }
}

function sign(secret: string, id: string, issued: string, email: string): Buffer {
  return createHmac('sha256', secret).update(`known browser\n${id}\n${issued}\n${email.normalize('NFKC').toLowerCase()}`, 'utf8').digest();
}
