import type { Role } from '@bpmn-studio/contracts';
import type { TestDatabase } from './test-database.js';

export interface Person {
  readonly userId: string;
  readonly workspaceId: string;
  readonly requestId: string;
}

/** A user with a workspace of their own, straight in the database: for tests below HTTP. */
export async function givenPerson(database: TestDatabase, name = 'Ann'): Promise<Person> {
  const userId = crypto.randomUUID();
  const workspaceId = crypto.randomUUID();
  await database.look('INSERT INTO users (id, name, email) VALUES ($1, $2, $3)', [userId, name, `${userId}@example.org`]);
  await database.look('INSERT INTO workspaces (id, name, personal_of) VALUES ($1, $2, $3)', [workspaceId, `Workspace of ${name}`, userId]);
  await givenMember(database, workspaceId, userId, 'owner');
  return { userId, workspaceId, requestId: `request-${userId.slice(0, 8)}` };
}

/** Makes a user a member of a workspace, or changes their role there. */
export async function givenMember(database: TestDatabase, workspaceId: string, userId: string, role: Role): Promise<void> {
  await database.look(
    'INSERT INTO memberships (workspace_id, user_id, role) VALUES ($1, $2, $3) ON CONFLICT (workspace_id, user_id) DO UPDATE SET role = excluded.role',
    [workspaceId, userId, role],
  );
}
