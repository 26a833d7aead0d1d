import { COMMENT_LIMITS } from '@bpmn-studio/contracts';
import { AppError } from '../../../kernel/app-error.js';
import { refuse as refuseDiagram } from '../../diagrams/index.js';

/** What the SQL functions of comments answer beside what those of diagrams do (prisma/migrations/*_comments). */
const REFUSALS: Readonly<Record<string, () => AppError>> = {
  comment_not_found: () => new AppError('comment.not_found', 'The comment was deleted, or it never was in this diagram.'),
  not_yours: () => new AppError('auth.forbidden', 'Only who wrote a comment may change or delete it.'),
  too_many_threads: () => new AppError('comment.limit_reached', `A diagram has at most ${COMMENT_LIMITS.threads} threads. Answer in one there is, or delete your oldest.`),
  too_many_comments: () => new AppError('comment.limit_reached', `A thread has at most ${COMMENT_LIMITS.comments} comments. Begin a new one.`),
};

/** Lets an answer through or throws what it means. */
export function refuse<T extends { readonly outcome: string }>(answer: T | undefined): T {
  const refusal = answer === undefined ? undefined : REFUSALS[answer.outcome];
  if (refusal !== undefined) throw refusal();
  return refuseDiagram(answer);
}
