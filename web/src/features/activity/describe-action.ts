import type { AuditEntry } from '@bpmn-studio/contracts';

const VERBS: Readonly<Record<string, string | readonly [string, string]>> = {
  'diagram.created': 'created',
  'diagram.saved': 'saved',
  'diagram.renamed': 'renamed',
  'diagram.deleted': ['moved', 'to the trash'],
  'diagram.restored': 'restored',
  'diagram.purged': ['removed', 'from the trash for good'],
  'diagram.version_restored': 'went back to an earlier version of',
  'diagram.version_named': 'named a version of',
  'diagram.version_unnamed': 'took the name from a version of',
  'comment.added': 'commented on',
  'comment.edited': 'changed a comment on',
  'comment.deleted': 'deleted a comment on',
  'thread.resolved': 'resolved a thread on',
  'thread.reopened': 'reopened a thread on',
  'import.requested': 'started an import',
  'event.replayed': ['sent', 'on its way again'],
};

const NOUNS: Readonly<Record<string, string>> = { diagram: 'a diagram', import: '', event: 'an event' };

/** What happened, in words around the name of the thing: Anna [moved] "Order to cash" [to the trash]. */
export function describeAction({ action, subjectType, details }: Pick<AuditEntry, 'action' | 'subjectType' | 'details'>): { readonly before: string; readonly subject: string; readonly after: string } {
  const title = details['title'];
  const verb = VERBS[action] ?? action.replace(/^[^.]*\./, '').replaceAll(/[._]/g, ' ');
  const [before, after] = typeof verb === 'string' ? [verb, ''] : verb;
  return {
    before,
    after,
    subject: typeof title === 'string' && title !== '' ? `“${title}”` : (NOUNS[subjectType] ?? subjectType),
  };
}
