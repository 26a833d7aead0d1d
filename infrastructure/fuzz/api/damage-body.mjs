import { gzipSync } from 'node:zlib';
import fc from 'fast-check';

/** Fields a client has no say in, with what somebody may wish for. */
const WISHES = {
  id: '{{diagram:others:0}}', version: 99, createdAt: '2001-01-01T00:00:00.000Z', updatedAt: '2001-01-01T00:00:00.000Z', deletedAt: null, createdBy: '{{user:others:0}}', updatedBy: { id: '{{user:others:0}}', name: 'x' },
  userId: '{{user:others:0}}', ownerId: '{{user:others:0}}', tenantId: '{{workspace:others:0}}', workspace_id: '{{workspace:others:0}}', workspaceId: '{{workspace:others:0}}', role: 'owner', roles: ['owner'], permissions: ['admin:operate'], plan: 'enterprise', quota: 1e9,
  administrator: true, isAdmin: true, emailVerified: true, image: 'https://example.org/x.png', token: 'x', expiresAt: '2099-01-01T00:00:00.000Z', kind: 'named', sha256: '0'.repeat(64), currentVersion: 1, thumbnailUrl: '/x', locked: false,
};
const UNKNOWN_FIELDS = ['extra', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '', ' title', 'Title', 'title\u0000', 'tit\u200ble', '$where', 'length'];
const BAD_TEXTS = ['a\u0000b', '\u0000', '\ud800', 'a\udc00b', '\udfff\ud800'];
const NUMBERS = ['1e308', '1e400', '-1e400', '-0', '9007199254740993', '1e-400', '0.1', '-1', '2147483648', '1'.repeat(400), '1E+2', '4.0'];
const OTHER_TEXTS = ['null', '[]', '{}', '""', '0', 'true', '[{}]', 'undefined', "{'title':'x'}", '{"title":"x",}', '{"title":"x"}{"title":"y"}', '// x\n{"title":"x"}', 'NaN', '{"title":NaN}', '{"title":"\\u00"}', '{"title":"\\x41"}', '{"title":"a\nb"}', 'title=x', '<title>x</title>', ' ', '{', '{"a":'.repeat(20_000), '[[]'.repeat(20_000)];
const BAD_UTF8 = [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x82], [0xfe, 0xff], [0x80]];
const MULTIPART_SLIPS = ['no boundary', 'other boundary', 'cut', 'no end', 'field', 'no name', 'long header', 'no file', 'many', 'nul name', 'encoded', 'nested', 'broken header', 'bad utf8 name', 'preamble', 'boundary of 300'];

const field = fc.nat({ max: 6 });

/** What may be wrong with a JSON body or a form, as data: kinds that a draft is given to below. */
export const BODY_DAMAGES = [
  fc.record({ kind: fc.constant('leave out'), field }),
  fc.record({ kind: fc.constant('unknown field'), name: fc.constantFrom(...UNKNOWN_FIELDS), value: fc.jsonValue({ maxDepth: 1 }) }),
  fc.record({ kind: fc.constant('wish'), name: fc.constantFrom(...Object.keys(WISHES)) }),
  fc.record({ kind: fc.constant('other type'), field, value: fc.constantFrom(null, true, 0, -1, 1.5, '', '1', [], {}, [null], { $ne: 1 }) }),
  fc.record({ kind: fc.constant('number'), field, text: fc.constantFrom(...NUMBERS) }),
  fc.record({ kind: fc.constant('bad text'), field, text: fc.constantFrom(...BAD_TEXTS) }),
  fc.record({ kind: fc.constant('deep'), field, levels: fc.constantFrom(17, 200, 10_000), open: fc.constantFrom('[', '{"a":') }),
  fc.record({ kind: fc.constant('many members'), count: fc.constantFrom(1_100, 20_000) }),
  fc.record({ kind: fc.constant('long text'), field, length: fc.constantFrom(201, 501, 20_000) }),
  fc.record({ kind: fc.constant('twice'), field, value: fc.constantFrom(null, 'first', 7, {}) }),
  fc.record({ kind: fc.constant('cut'), share: fc.double({ min: 0, max: 0.99, noNaN: true }) }),
  fc.record({ kind: fc.constant('before'), text: fc.constantFrom('\ufeff', ' \n', '\u0000', ')]}\',\n') }),
  fc.record({ kind: fc.constant('after'), text: fc.constantFrom('x', '\u0000', '{}', ',', ' \n\t') }),
  fc.record({ kind: fc.constant('other body'), text: fc.constantFrom(...OTHER_TEXTS) }),
  fc.record({ kind: fc.constant('no utf-8'), bytes: fc.constantFrom(...BAD_UTF8), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ kind: fc.constant('utf-16') }),
  fc.record({ kind: fc.constant('gzip'), encoding: fc.constantFrom('gzip', 'deflate', 'br', 'gzip, gzip', 'zstd', 'x'), packs: fc.boolean(), zeros: fc.constantFrom(0, 10_000_000) }),
];
export const FORM_DAMAGES = [fc.record({ kind: fc.constant('form'), slip: fc.constantFrom(...MULTIPART_SLIPS) })];

/** Marks a number in JSON that is to be written as it stands. */
const AS_IS = /"@as-is@([^"]*)@"/g;

/** Each changes the JSON value of a draft; `draft.refused` says that it may not be taken. */
export const ON_VALUE = {
  'leave out': (draft, { field: n }) => withField(draft, n, (json, name) => delete json[name]),
  'unknown field': (draft, { name, value }) => add(draft, name, value),
  wish: (draft, { name }) => add(draft, name, WISHES[name]),
  'other type': (draft, { field: n, value }) => withField(draft, n, (json, name) => (json[name] = value)),
  number: (draft, { field: n, text }) => withField(draft, n, (json, name) => (json[name] = `@as-is@${text}@`)),
  'bad text': (draft, { field: n, text }) => withField(draft, n, (json, name) => {
    draft.refused ||= typeof json[name] === 'string' && !/xml/i.test(name); // of documents the gate tells, with 422
    json[name] = text;
  }),
  deep: (draft, { field: n, levels, open }) => withField(draft, n, (json, name) => {
    draft.deep = (open === '[' ? '[' : '{"a":').repeat(levels) + (open === '[' ? '' : '1') + (open === '[' ? ']' : '}').repeat(levels);
    json[name] = '@deep@';
    draft.refused = true;
  }),
  'many members': (draft, { count }) => {
    if (!isObject(draft.json)) return;
    for (let n = 0; n < count; n += 1) draft.json[`k${n}`] = n;
    draft.refused = true;
  },
  'long text': (draft, { field: n, length }) => withField(draft, n, (json, name) => typeof json[name] === 'string' && (json[name] = 'x'.repeat(length))),
};

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function add(draft, name, value) {
  if (!isObject(draft.json)) return;
  const allowed = name in (draft.operation.body?.schema.properties ?? {});
  Object.defineProperty(draft.json, name, { value, enumerable: true, configurable: true, writable: true });
  draft.refused ||= !allowed;
}

function withField({ json }, n, change) {
  const names = isObject(json) ? Object.keys(json) : [];
  if (names.length > 0) change(json, names[n % names.length]);
}

/** JSON as text, with what no JSON value can hold. */
export function textOfJson(draft) {
  return JSON.stringify(draft.json).replaceAll(AS_IS, '$1').replace('"@deep@"', () => draft.deep);
}

/** Each changes the bytes of a draft's JSON. */
export const ON_BYTES = {
  twice: (draft, { field: n, value }) => {
    const names = isObject(draft.json) ? Object.keys(draft.json) : [];
    if (names.length === 0) return;
    draft.body = Buffer.from(`{${JSON.stringify(names[n % names.length])}:${JSON.stringify(value)},${draft.body.toString('utf8').slice(1)}`);
    draft.refused = true;
  },
  cut: (draft, { share }) => {
    draft.refused ||= isObject(draft.json);
    draft.body = draft.body.subarray(0, Math.max(1, Math.floor((draft.body.length - 1) * share)));
  },
  before: (draft, { text }) => {
    draft.refused ||= text.trim() !== '' || text === '\ufeff';
    draft.body = Buffer.concat([Buffer.from(text), draft.body]);
  },
  after: (draft, { text }) => {
    draft.refused ||= text.trim() !== '';
    draft.body = Buffer.concat([draft.body, Buffer.from(text)]);
  },
  'other body': (draft, { text }) => (draft.body = Buffer.from(text)),
  'no utf-8': (draft, { bytes, share }) => {
    const at = Math.floor(draft.body.length * share);
    draft.body = Buffer.concat([draft.body.subarray(0, at), Buffer.from(bytes), draft.body.subarray(at)]);
    draft.refused = true;
  },
  'utf-16': (draft) => {
    draft.body = Buffer.from(draft.body.toString('utf8'), 'utf16le');
    draft.refused = true;
  },
  gzip: (draft, { encoding, packs, zeros }) => {
    if (packs) draft.body = gzipSync(zeros > 0 ? Buffer.alloc(zeros, 0x20) : draft.body);
    draft.headers.push(['Content-Encoding', encoding]);
    draft.refused = true;
  },
};

/** A form with files, as it is or with a slip. */
export function formOf(files, slip) {
  const boundary = slip === 'boundary of 300' ? 'x'.repeat(300) : 'a-boundary-of-ours';
  const head = (file, n) => {
    const name = { 'nul name': 'a\u0000b.bpmn', 'long header': `${'x'.repeat(100_000)}.bpmn` }[slip] ?? file.name.replaceAll(/["\r\n]/g, '_');
    const disposition = slip === 'broken header' ? 'Content-Disposition form-data' : `Content-Disposition: form-data${slip === 'no name' ? '' : `; name="files"`}${slip === 'field' ? '' : `; filename="${name}"`}`;
    const more = slip === 'encoded' ? '\r\nContent-Transfer-Encoding: base64' : slip === 'nested' && n === 0 ? '\r\nContent-Type: multipart/mixed; boundary=inner' : '\r\nContent-Type: application/octet-stream';
    return Buffer.from(`--${boundary}\r\n${disposition}${more}\r\n\r\n`);
  };
  const given = slip === 'no file' ? [] : slip === 'many' ? Array.from({ length: 205 }, () => files[0]).filter(Boolean) : files;
  const parts = given.flatMap((file, n) => [slip === 'bad utf8 name' ? Buffer.from(head(file, n).toString('latin1').replace('filename="', 'filename="\xff\xc0'), 'latin1') : head(file, n), Buffer.from(file.text), Buffer.from('\r\n')]);
  const whole = Buffer.concat([...(slip === 'preamble' ? [Buffer.from('x'.repeat(70_000))] : []), ...parts, Buffer.from(slip === 'no end' ? '' : `--${boundary}--\r\n`)]);
  const type = slip === 'no boundary' ? 'multipart/form-data' : `multipart/form-data; boundary=${slip === 'other boundary' ? 'another' : boundary}`;
  return { type, body: slip === 'cut' ? whole.subarray(0, Math.floor(whole.length / 2)) : whole };
}
