import { Inject, Injectable } from '@nestjs/common';
import { betterAuth } from 'better-auth';
import { Ids } from '../../../kernel/ids.js';
import { Config } from '../../../platform/config/index.js';
import { AuthDatabase } from '../../../platform/database/index.js';
import { AuthSecrets } from '../../../platform/secrets/index.js';
import { Argon2Passwords } from './argon2-passwords.js';
import { betterAuthOptions } from './better-auth-options.js';

type Auth = ReturnType<typeof betterAuth<ReturnType<typeof betterAuthOptions>>>;

/** better-auth on our tables, with our hashing, and with the secret that signs now. */
@Injectable()
export class BetterAuthLibrary {
  private made: { readonly secret: string; readonly auth: Auth } | undefined;

  constructor(
    @Inject(Config) private readonly config: Config,
    @Inject(AuthDatabase) private readonly database: AuthDatabase,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(AuthSecrets) private readonly secrets: AuthSecrets,
    private readonly passwords: Argon2Passwords,
  ) {}

  /** better-auth knows one secret; when another one signs, there is another better-auth. */
  get api(): Auth['api'] {
    const secret = this.secrets.signing();
    if (this.made?.secret !== secret) this.made = { secret, auth: betterAuth(betterAuthOptions({ config: this.config, database: this.database, ids: this.ids, passwords: this.passwords, secret })) };
    return this.made.auth.api;
  }
}
