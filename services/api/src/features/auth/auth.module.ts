import { Global, Module } from '@nestjs/common';
import { ActorSource } from '../../platform/http/index.js';
import { Argon2Passwords, HASHING_THREADS } from './adapters/argon2-passwords.js';
import { AuthController } from './adapters/auth.controller.js';
import { BrowserCookies } from './adapters/browser-cookies.js';
import { BetterAuthLibrary } from './adapters/better-auth-library.js';
import { BetterAuthSignIn } from './adapters/better-auth-sign-in.js';
import { PurgeSessions } from './adapters/purge-sessions.jobs.js';
import { SessionActors } from './adapters/session-actors.js';
import { SharedSignInTries } from './adapters/shared-sign-in-tries.js';
import { SqlRolesNow } from './adapters/sql-roles-now.js';
import { SqlStandings } from './adapters/sql-standings.js';
import { CreatePersonalWorkspace } from './application/create-personal-workspace.js';
import { EnsureDemoAccount } from './application/ensure-demo-account.js';
import { BelievedSessions, KnownBrowsers, RolesNow, SignInService, SignInTries, Standings } from './application/ports.js';
import { SignIn } from './application/sign-in.js';
import { SignInGate } from './application/sign-in-gate.js';
import { SignOut } from './application/sign-out.js';
import { SignUp } from './application/sign-up.js';

/** Sign-ins that may wait for their turn; at 12 ms each the last one waits well under a second. */
const QUEUE = 64;

/** Accounts and sessions. Global, because the HTTP layer asks it who is there. */
@Global()
@Module({
  controllers: [AuthController],
  providers: [
    SignUp,
    SignIn,
    SignOut,
    CreatePersonalWorkspace,
    EnsureDemoAccount,
    { provide: SignInGate, useFactory: () => new SignInGate(HASHING_THREADS, QUEUE) },
    Argon2Passwords,
    BetterAuthLibrary,
    { provide: SignInService, useClass: BetterAuthSignIn },
    { provide: SignInTries, useClass: SharedSignInTries },
    { provide: KnownBrowsers, useClass: BrowserCookies },
    { provide: Standings, useClass: SqlStandings },
    { provide: RolesNow, useClass: SqlRolesNow },
    PurgeSessions,
    SessionActors,
    { provide: ActorSource, useExisting: SessionActors },
    { provide: BelievedSessions, useExisting: SessionActors },
  ],
  exports: [ActorSource, EnsureDemoAccount, RolesNow],
})
export class AuthModule {}
