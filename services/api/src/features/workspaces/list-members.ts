import { Inject, Injectable } from '@nestjs/common';
import type { Member } from '@bpmn-studio/contracts';
import type { Actor } from '../../kernel/actor.js';
import { workspaceOf } from '../../kernel/workspace-access.js';
import { Database } from '../../platform/database/index.js';

/** Finds members of a workspace by how a word of their name begins. E-mail addresses are not told. */
@Injectable()
export class ListMembers {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** @throws AppError workspace.not_found */
  async run(actor: Actor, workspaceId: string, { q, limit }: { readonly q?: string | undefined; readonly limit: number }): Promise<Member[]> {
    const workspace = workspaceOf(actor, workspaceId, 'workspace:read');
    const begin = q?.trim().replaceAll(/[\\%_]/g, String.raw`\$&`);
    const patterns = begin === undefined || begin === '' ? null : [`${begin}%`, `% ${begin}%`];
    const [row] = await this.database.query<{ items: Member[] | null }>('SELECT * FROM app.list_members($1, $2, $3, $4)', [actor.userId, workspace.workspaceId, patterns, limit]);
    return row?.items ?? [];
  }
}
