import { Inject, Injectable } from '@nestjs/common';
import { Ids } from '../../../kernel/ids.js';
import { Standings, type Account } from './ports.js';

/** Gives an account its own workspace. Safe to repeat: sign-up runs it, and so does the first request that finds none. */
@Injectable()
export class CreatePersonalWorkspace {
  constructor(
    @Inject(Standings) private readonly standings: Standings,
    @Inject(Ids) private readonly ids: Ids,
  ) {}

  async run(account: Pick<Account, 'id' | 'name'>): Promise<void> {
    await this.standings.settle(account.id, { id: this.ids.uuid(), name: `${account.name}'s workspace` });
  }
}
