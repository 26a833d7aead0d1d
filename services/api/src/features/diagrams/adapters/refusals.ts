import { AppError } from '../../../kernel/app-error.js';

/** What a SQL function of the saving path answers when it did not do what it was asked for (prisma/migrations/*_saving). */
const REFUSALS: Readonly<Record<string, (currentVersion: number | null) => AppError>> = {
  not_found: () => new AppError('diagram.not_found'),
  workspace_not_found: () => new AppError('workspace.not_found'),
  project_not_found: () => new AppError('project.not_found'),
  version_not_found: () => new AppError('diagram.version_not_found', 'This version is not kept. Only the last autosaves and named versions are.'),
  forbidden: () => new AppError('auth.forbidden', 'Your role in this workspace does not allow this. Ask an owner of the workspace.'),
  deleted: () => new AppError('diagram.deleted', 'The diagram is in the trash. Restore it first.'),
  conflict: (currentVersion) =>
    new AppError('diagram.version_conflict', `The diagram is at version ${currentVersion} now. Read it again and bring your changes together.`, { currentVersion }),
  key_reused: () => new AppError('idempotency.key_reused', 'This Idempotency-Key was used for another request. Use a new key for each change.'),
  in_flight: () => new AppError('idempotency.in_flight', 'The first request with this Idempotency-Key is still being worked on. Try again in a moment.'),
};

const GRANTED = new Set(['ok', 'new', 'created', 'saved', 'unchanged', 'replay', 'trashed', 'restored', 'named']);

/**
 * Lets an answer through or throws what it means.
 * @param outcome the word the function answered with
 */
export function refuse<T extends { readonly outcome: string; readonly current_version?: number | null }>(answer: T | undefined): T {
  if (answer === undefined) throw new Error('The database gave no answer to a function that always gives one');
  if (GRANTED.has(answer.outcome)) return answer;
  const refusal = REFUSALS[answer.outcome];
  if (refusal === undefined) throw new Error(`The database answered with an outcome nobody knows: ${answer.outcome}`);
  throw refusal(answer.current_version ?? null);
}
