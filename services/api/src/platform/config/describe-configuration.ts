import { environmentSchema } from './config-schema.js';

const HEAD = `# Configuration

Every setting of the product, made from the environment's schema and \`services/api/env.example\` by
\`node services/api/dist/configuration.js\`; do not edit it by hand. A wrong value stops the start with a list of all that is
wrong; an empty variable counts as unset. \`npm start\` needs none of them. [operations.md](operations.md) says how to use them.

| variable | default | takes | what it is for |
|---|---|---|---|
`;

/**
 * The configuration reference, as Markdown: names, defaults and what is taken come from the schema itself (it is asked with
 * no value and with an empty one), the words from env.example.
 * @param example the text of env.example: blocks of comment lines and the variables they describe
 * @throws Error when the example leaves a variable out
 */
export function describeConfiguration(example: string): string {
  const words = descriptionsIn(example);
  const rows = [...words].map(([name, description]) => {
    const field = environmentSchema.shape[name];
    if (field === undefined) throw new Error(`env.example names ${name}, which the schema does not know`);
    return `| \`${name}\` | ${defaultOf(field)} | ${cell(takenBy(field))} | ${cell(description)} |\n`;
  });
  const left = Object.keys(environmentSchema.shape).filter((name) => !words.has(name as Name));
  if (left.length > 0) throw new Error(`env.example says nothing of ${left.join(', ')}`);
  return HEAD + rows.join('');
}

type Name = keyof typeof environmentSchema.shape;
type Field = (typeof environmentSchema.shape)[Name];

/** Variable -> the comment above it, in the order of the file. */
function descriptionsIn(example: string): Map<Name, string> {
  const found = new Map<Name, string>();
  for (const block of example.split(/\n{2,}/)) {
    const lines = block.split('\n');
    const variables = lines.flatMap((line) => /^(?:# )?([A-Z][A-Z0-9_]+)=/.exec(line)?.[1] ?? []);
    const comment = lines.filter((line) => line.startsWith('# ') && !/^# [A-Z][A-Z0-9_]+=/.test(line)).map((line) => line.slice(2));
    for (const name of variables) found.set(name as Name, comment.join(' '));
  }
  return found;
}

function defaultOf(field: Field): string {
  const unset = field.safeParse(undefined);
  if (!unset.success) return '**needed**';
  const value: unknown = unset.data;
  if (value === undefined) return 'unset';
  const text = Array.isArray(value) ? value.join(',') : String(value);
  return text === '' ? 'unset' : `\`${text}\``;
}

/** The schema's own words for a value it does not take, without the "must be". */
function takenBy(field: Field): string {
  const refused = field.safeParse('');
  if (refused.success) return 'any text';
  return [...new Set(refused.error.issues.map(({ message }) => message.replace(/^must (be|have) /, (_all, verb) => (verb === 'have' ? 'text with ' : ''))))].join('; ');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
