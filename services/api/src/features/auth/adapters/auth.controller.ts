import { Controller, Headers, Inject, Req } from '@nestjs/common';
import type { Request } from 'express';
import { getSession, signInEmail, signOut, signUpEmail, type InputOf } from '@bpmn-studio/contracts';
import { Answer, Endpoint, Input, networkOf, type AnswerOf } from '../../../platform/http/index.js';
import { SignInService, type Browser } from '../application/ports.js';
import { SignIn } from '../application/sign-in.js';
import { SignOut } from '../application/sign-out.js';
import { SignUp } from '../application/sign-up.js';
import { accountAnswer, sessionAnswer } from './auth-answers.js';

@Controller()
export class AuthController {
  constructor(
    @Inject(SignUp) private readonly signUp: SignUp,
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(SignOut) private readonly signOutOf: SignOut,
    @Inject(SignInService) private readonly service: SignInService,
  ) {}

  @Endpoint(signUpEmail)
  async signUpEmail(@Input() { body }: InputOf<typeof signUpEmail>, @Req() request: Request): Promise<AnswerOf<typeof signUpEmail>> {
    const { user, cookies } = await this.signUp.run(body, browserOf(request));
    return new Answer({ user: accountAnswer(user) }, { headers: { 'Set-Cookie': cookies } });
  }

  @Endpoint(signInEmail)
  async signInEmail(@Input() { body }: InputOf<typeof signInEmail>, @Req() request: Request): Promise<AnswerOf<typeof signInEmail>> {
    const { user, cookies } = await this.signIn.run(body, browserOf(request));
    return new Answer({ redirect: false, user: accountAnswer(user) }, { headers: { 'Set-Cookie': cookies } });
  }

  @Endpoint(signOut)
  async signOut(@Headers('cookie') cookie = ''): Promise<AnswerOf<typeof signOut>> {
    // Pictures are kept for a year; the next person at this browser is not to see them.
    return new Answer({ success: true }, { headers: { 'Set-Cookie': await this.signOutOf.run(cookie), 'Clear-Site-Data': '"cache"' } });
  }

  @Endpoint(getSession)
  async getSession(@Headers('cookie') cookie = ''): Promise<AnswerOf<typeof getSession>> {
    const found = await this.service.findSession(cookie);
    return new Answer(found.user === null ? null : sessionAnswer(found), { headers: { 'Set-Cookie': found.cookies } });
  }
}

function browserOf({ headers, ip }: Request): Browser {
  return { userAgent: headers['user-agent'], cookie: headers.cookie, network: networkOf(ip ?? 'unknown') };
}
