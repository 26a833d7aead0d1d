import type { AuditEntry } from '@bpmn-studio/contracts';

const VERBS: Readonly<Record<string, string>> = {
  'diagram.created': 'created',
  'diagram.saved': 'saved',
  'diagram.renamed': 'renamed',
  'diagram.deleted': 'moved to the trash',
  'diagram.restored': 'restored',
  'diagram.duplicated': 'duplicated',
  'diagram.imported': 'imported',
  'diagram.exported': 'exported',
  'version.restored': 'went back to an earlier version of',
  'import.requested': 'started an import',
};

const NOUNS: Readonly<Record<string, string>> = { diagram: 'a diagram', import: '', workspace: 'the workspace', version: 'a version' };

/** What happened, in words that stand between the person and the name of the thing: "Anna" "renamed" "Order to cash". */
export function describeAction({ action, subjectType, details }: Pick<AuditEntry, 'action' | 'subjectType' | 'details'>): { readonly verb: string; readonly subject: string } {
  const title = details['title'];
  return {
    verb: VERBS[action] ?? action.replace(/^[^.]*\./, '').replaceAll(/[._]/g, ' '),
    subject: typeof title === 'string' && title !== '' ? `“${title}”` : (NOUNS[subjectType] ?? subjectType),
  };
}
