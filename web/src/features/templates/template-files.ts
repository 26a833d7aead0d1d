import { withFreshIds } from './fresh-ids.js';

const documents = import.meta.glob<string>('./models/*.bpmn', { query: '?raw', import: 'default' });
const pictures = import.meta.glob<string>('./models/*.svg', { query: '?url', import: 'default', eager: true });

/** A new diagram as the template has it, with ids of its own. @throws when the file cannot be fetched */
export async function documentFrom(templateId: string): Promise<string> {
  const read = documents[`./models/${templateId}.bpmn`];
  if (!read) throw new Error(`There is no template ${templateId}`);
  return withFreshIds(await read());
}

/** The address of a template's picture. */
export function pictureOf(templateId: string): string | null {
  return pictures[`./models/${templateId}.svg`] ?? null;
}
