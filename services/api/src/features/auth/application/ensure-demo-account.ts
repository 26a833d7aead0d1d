import { Inject, Injectable } from '@nestjs/common';
import { CreatePersonalWorkspace } from './create-personal-workspace.js';
import { SignInService, Standings } from './ports.js';

/** The demo account as the seed needs it. */
export interface DemoAccount {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** Its personal workspace. */
  readonly workspaceId: string;
  /** Whether this call created it. */
  readonly created: boolean;
}

/** Makes sure the demo account is there, through the same way every account is made. Safe to repeat. */
@Injectable()
export class EnsureDemoAccount {
  constructor(
    @Inject(SignInService) private readonly service: SignInService,
    @Inject(Standings) private readonly standings: Standings,
    @Inject(CreatePersonalWorkspace) private readonly createPersonalWorkspace: CreatePersonalWorkspace,
  ) {}

  /** The password only counts when the account is not there yet. */
  async run(demo: { readonly name: string; readonly email: string; readonly password: string }): Promise<DemoAccount> {
    const known = await this.standings.findAccount(demo.email);
    const userId = known ?? (await this.service.signUp(demo, {})).user.id;
    await this.createPersonalWorkspace.run({ id: userId, name: demo.name });
    const personal = (await this.standings.standingOf(userId)).memberships.find((membership) => membership.personal);
    if (personal === undefined) throw new Error('The demo account has no workspace of its own although one was just made');
    return { userId, name: demo.name, email: demo.email, workspaceId: personal.workspaceId, created: known === null };
  }
}
