import { Inject, Injectable } from '@nestjs/common';
import { BelievedSessions, SignInService } from './ports.js';

/** Ends a session: in the database, in this process at once, and in every other as the database tells them. */
@Injectable()
export class SignOut {
  constructor(
    @Inject(SignInService) private readonly service: SignInService,
    @Inject(BelievedSessions) private readonly believed: BelievedSessions,
  ) {}

  /** Answers the cookies that take the browser's away. @throws AppError server.unavailable, and then the session lives on */
  async run(cookieHeader: string): Promise<readonly string[]> {
    const cookies = await this.service.signOut(cookieHeader);
    this.believed.forget(cookieHeader);
    return cookies;
  }
}
