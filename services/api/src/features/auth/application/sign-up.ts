import { Inject, Injectable } from '@nestjs/common';
import { PASSWORD_LENGTH } from '@bpmn-studio/contracts';
import { AppError } from '../../../kernel/app-error.js';
import { CreatePersonalWorkspace } from './create-personal-workspace.js';
import { KnownBrowsers, SignInService, type Browser, type Credentials, type SignedIn } from './ports.js';
import { SignInGate } from './sign-in-gate.js';

/** Creates an account with a workspace of its own and signs it in. */
@Injectable()
export class SignUp {
  constructor(
    @Inject(SignInService) private readonly service: SignInService,
    @Inject(CreatePersonalWorkspace) private readonly createPersonalWorkspace: CreatePersonalWorkspace,
    @Inject(SignInGate) private readonly gate: SignInGate,
    @Inject(KnownBrowsers) private readonly browsers: KnownBrowsers,
  ) {}

  /** @throws AppError auth.email_taken, auth.password_rejected, server.unavailable */
  async run(account: Credentials & { readonly name: string }, browser: Browser = {}): Promise<SignedIn> {
    checkPassword(account.password);
    return await this.gate.run(async () => {
      const signedIn = await this.service.signUp(account, browser);
      await this.createPersonalWorkspace.run(signedIn.user);
      return { ...signedIn, cookies: [...signedIn.cookies, this.browsers.remember(account.email)] };
    });
  }
}

function checkPassword(password: string): void {
  const { length } = [...password];
  if (length >= PASSWORD_LENGTH.min && length <= PASSWORD_LENGTH.max) return;
  throw new AppError('auth.password_rejected', `A password has ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters; this one has ${length}.`);
}
