import { Inject, Injectable } from '@nestjs/common';
import { KnownBrowsers, SignInService, SignInTries, type Browser, type Credentials, type SignedIn } from './ports.js';
import { SignInGate } from './sign-in-gate.js';

/** Begins a session for whoever knows the password. */
@Injectable()
export class SignIn {
  constructor(
    @Inject(SignInService) private readonly service: SignInService,
    @Inject(SignInGate) private readonly gate: SignInGate,
    @Inject(SignInTries) private readonly tries: SignInTries,
    @Inject(KnownBrowsers) private readonly browsers: KnownBrowsers,
  ) {}

  /** @throws AppError auth.invalid_credentials, request.rate_limited, server.unavailable */
  async run(credentials: Credentials, browser: Browser): Promise<SignedIn> {
    const { email } = credentials;
    const who = { email, network: browser.network ?? 'unknown', browserId: this.browsers.idOf(browser.cookie ?? '', email) };
    const { user, cookies } = await this.gate.run(() => this.tries.run(who, () => this.service.signIn(credentials, browser)));
    return { user, cookies: [...cookies, this.browsers.remember(email)] };
  }
}
