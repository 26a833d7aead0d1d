import { inSpan, isTraced, type Attributes } from '../telemetry/index.js';

const DESCRIPTIONS_KEPT = 200;
const descriptions = new Map<string, Description>();

interface Description {
  readonly name: string;
  readonly attributes: Attributes;
}

/** Does work on the database in a span of its own where a trace is recorded: named after the function or the table, never showing a value. */
export function traced<T>(sql: string, work: () => Promise<T>): Promise<T> {
  return isTraced() ? inSpan({ ...known(sql), kind: 'client' }, work) : work();
}

function known(sql: string): Description {
  const found = descriptions.get(sql);
  if (found !== undefined) return found;
  const made = describe(sql);
  if (descriptions.size < DESCRIPTIONS_KEPT) descriptions.set(sql, made);
  return made;
}

/** What a statement does, as far as its first words tell. */
export function describe(sql: string): Description {
  const operation = /^\s*(\w+)/.exec(sql)?.[1]?.toUpperCase() ?? 'SQL';
  const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': operation };
  const called = /\b(app\.\w+|pg_notify)\s*\(/.exec(sql)?.[1];
  if (called !== undefined) return { name: called, attributes: { ...attributes, 'db.stored_procedure.name': called } };
  const table = /\b(?:FROM|INTO|UPDATE)\s+(\w+)/i.exec(sql)?.[1];
  return table === undefined ? { name: operation, attributes } : { name: `${operation} ${table}`, attributes: { ...attributes, 'db.collection.name': table } };
}
