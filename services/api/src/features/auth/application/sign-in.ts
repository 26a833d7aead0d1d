import { Inject, Injectable } from '@nestjs/common';
import { SignInService, type Browser, type Credentials, type SignedIn } from './ports.js';
import { SignInGate } from './sign-in-gate.js';

/** Begins a session for whoever knows the password. */
@Injectable()
export class SignIn {
  constructor(
    @Inject(SignInService) private readonly service: SignInService,
    @Inject(SignInGate) private readonly gate: SignInGate,
  ) {}

  /** @throws AppError auth.invalid_credentials, server.unavailable */
  async run(credentials: Credentials, browser: Browser): Promise<SignedIn> {
    return await this.gate.run(() => this.service.signIn(credentials, browser));
  }
}
