import fc from 'fast-check';

/** Texts that fit and have tripped over somebody, somewhere. */
const ODD_TEXTS = ["'; DROP TABLE diagrams; --", '%_%\\', '<script>alert(1)</script>', '{{7*7}}${7*7}%s%n', 'a\u2028b\u0085c', '\u202egnp.exe', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}', 'e\u0301'.repeat(20), '\ufeffBOM', '../../etc/passwd', 'null', '\t x \r\n', '\ufffd\uffff', '\u0001\u001f\u007f'];
/** Documents that are none, or not quite. */
const ODD_DOCUMENTS = ['<', 'x', '<definitions/>', '<?xml version="1.0" encoding="utf-16"?><a/>', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', '<a>'.repeat(200), '\u0000', '<a xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">\ufffe</a>', `<a ${Array.from({ length: 100 }, (_, n) => `b${n}="c"`).join(' ')}/>`];
const WRONG_VERSIONS = [99, 200];

/** What a value of this name means, as tokens of the world; undefined: nothing special. */
function meaningOf(name, schema, path) {
  const ids = (kind) => fc.oneof({ weight: 8, arbitrary: token(kind, 'mine', 12) }, { weight: 1, arbitrary: token(kind, 'deleted', 3) }, { weight: 1, arbitrary: token(kind, 'others', 3) }, { weight: 1, arbitrary: token(kind, 'unknown', 3) });
  if (name === 'id') return ids(path.startsWith('/api/imports') ? 'import' : path.startsWith('/api/admin') ? 'event' : 'diagram');
  if (name === 'workspaceId') return ids('workspace');
  if (name === 'projectId') return schema.anyOf === undefined ? ids('project') : fc.oneof(ids('project'), fc.constant(null));
  if (name === 'X-User-Id') return fc.oneof({ weight: 9, arbitrary: token('user', 'mine', 1) }, { weight: 1, arbitrary: token('user', 'others', 1) });
  if (name === 'subjectId') return fc.oneof(ids('diagram'), textOf(schema));
  if (['version', 'from', 'to', 'baseVersion', 'expectedVersion', 'position'].includes(name)) return fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max: 4 }) }, { weight: 4, arbitrary: fc.constant('{{current}}') }, { weight: 1, arbitrary: fc.constantFrom(...WRONG_VERSIONS) });
  if (name === 'If-Match') return fc.oneof({ weight: 6, arbitrary: fc.constant('"{{current}}"') }, { weight: 1, arbitrary: fc.constantFrom('"1"', '"99"', '7') });
  if (name === 'If-None-Match') return fc.constantFrom('"{{current}}"', 'W/"{{current}}"', '*', '"1", "2", "3"', '"never"', '"');
  if (name === 'cursor') return fc.oneof({ weight: 4, arbitrary: fc.constant('{{cursor}}') }, { weight: 1, arbitrary: fc.stringMatching(/^[A-Za-z0-9_-]{1,60}$/) }, { weight: 1, arbitrary: fc.json({ maxDepth: 2 }).map((text) => Buffer.from(text).toString('base64url').slice(0, 1500) || 'e30') });
  if (name === 'bpmnXml' || name === 'baseXml') return fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max: 12 }).map((tasks) => `{{model:${tasks}}}`) }, { weight: 2, arbitrary: fc.constantFrom(...ODD_DOCUMENTS) });
  if (name === 'email') return fc.oneof(token('email', 'mine', 1), token('email', 'others', 1), fc.stringMatching(/^[a-z]{1,12}[0-9]{1,6}@example\.org$/));
  if (name === 'password') return fc.oneof({ weight: 4, arbitrary: fc.constant('correct horse battery staple') }, { weight: 1, arbitrary: textOf(schema) });
  return undefined;
}

function token(kind, whose, most) {
  return fc.nat({ max: most - 1 }).map((n) => `{{${kind}:${whose}:${n}}}`);
}

function textOf({ maxLength = 60 }) {
  const cut = (text) => text.toWellFormed().replaceAll(/\u0000|\{\{|\}\}/g, '_').slice(0, maxLength).toWellFormed();
  return fc.oneof({ weight: 4, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }) }, { weight: 3, arbitrary: fc.constantFrom(...ODD_TEXTS) }, { weight: 1, arbitrary: fc.constant('x'.repeat(Math.min(maxLength, 5000))) }).map(cut);
}

/** Values that fit a schema (of those this document uses), with tokens of the world in them. */
function valueOf(name, given, path, document) {
  const schema = document.follow(given);
  const meaning = meaningOf(name, schema, path);
  if (meaning !== undefined) return meaning;
  if (schema.format === 'uuid') return fc.uuid();
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => valueOf(name, one, path, document)));
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern));
  switch (schema.type) {
    case 'object': return objectOf(schema, path, document);
    case 'array': return fc.array(valueOf('', schema.items, path, document), { maxLength: 3 });
    case 'integer': return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 100, 2147483647) });
    case 'number': return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 100, noNaN: true });
    case 'boolean': return fc.boolean();
    case 'null': return fc.constant(null);
    default: return textOf(schema);
  }
}

function objectOf({ properties = {}, required = [], additionalProperties, propertyNames }, path, document) {
  const fixed = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, valueOf(name, schema, path, document)]));
  if (typeof additionalProperties !== 'object') return fc.record(fixed, { requiredKeys: required });
  return fc.dictionary(textOf(propertyNames ?? {}), valueOf('', additionalProperties, path, document), { maxKeys: 5 });
}

/** What a file of an import may be. */
const FILE = fc.record({
  name: fc.oneof(fc.constantFrom('order.bpmn', 'a.xml', 'b.zip', 'no ending', 'folder/c.bpmn'), fc.string({ unit: 'grapheme', maxLength: 20 })),
  text: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 5 }).map((tasks) => `{{model:${tasks}}}`) }, { weight: 1, arbitrary: fc.constantFrom(...ODD_DOCUMENTS, '', 'PK\u0003\u0004 no archive') }),
});

/**
 * Requests of an operation that fit the document, with tokens of the world in them. One of the parameters that may be left out is given in three.
 * @param {import('./document.mjs').Operation} operation
 */
export function requestsOf(operation, document) {
  const part = (place) => {
    const these = operation.parameters.filter((one) => one.in === place);
    const arbitraryOf = ({ name, required, schema }) => (required ? valueOf(name, schema, operation.path, document) : fc.option(valueOf(name, schema, operation.path, document), { nil: undefined, freq: 2 }));
    return fc.record(Object.fromEntries(these.map((one) => [one.name, arbitraryOf(one)])));
  };
  const { body } = operation;
  return fc.record({
    operation: fc.constant(operation.id),
    who: fc.oneof({ weight: 30, arbitrary: fc.constant('me') }, { weight: 1, arbitrary: fc.constantFrom('nobody', 'stale') }),
    path: part('path'),
    query: part('query'),
    headers: part('header'),
    json: body?.type === 'application/json' ? (body.required ? valueOf('', body.schema, operation.path, document) : fc.option(valueOf('', body.schema, operation.path, document), { nil: undefined })) : fc.constant(undefined),
    files: body?.type === 'multipart/form-data' ? fc.array(FILE, { minLength: 1, maxLength: 3 }) : fc.constant(undefined),
  });
}
