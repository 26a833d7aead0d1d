import fc from 'fast-check';
import { BODY_DAMAGES, formOf, FORM_DAMAGES, ON_BYTES, ON_VALUE, textOfJson } from './damage-body.mjs';
import { HTTP_DAMAGES, ON_REQUEST } from './damage-http.mjs';
import { requestsOf } from './requests.mjs';

const STALE_COOKIE = 'bpmn-studio.session_token=c3RhbGVzdGFsZXN0YWxlc3RhbGVzdGFsZQ.c2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXI%3D';

/**
 * Cases of a group: a request that fits one of its operations, and up to two things that are wrong with it (one in three has none).
 * @param {import('./document.mjs').Operation[]} operations
 */
export function casesOf(operations, document) {
  return fc.oneof(...operations.map((operation) => fc.record({ request: requestsOf(operation, document), damages: damagesTo(operation) })));
}

/** Never two to one body: the second could mend the first. */
function damagesTo({ body }) {
  const own = body === undefined ? [] : body.type === 'application/json' ? BODY_DAMAGES : FORM_DAMAGES;
  const http = fc.oneof(...HTTP_DAMAGES);
  const one = own.length === 0 ? http : fc.oneof({ weight: 3, arbitrary: fc.oneof(...own) }, { weight: 2, arbitrary: http });
  return fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 3, arbitrary: fc.tuple(one) }, { weight: 1, arbitrary: fc.tuple(one, http) });
}

/**
 * A case as it goes over the line. `about` says what is to be expected of the answer: `refused` (nothing but a refusal), `elsewhere`
 * (the address is not the operation's any more).
 * @returns {import('./http-bytes.mjs').Bytes & { about: { refused: boolean, elsewhere: boolean } }}
 */
export function requestOf({ request: given, damages }, operation, world) {
  const origin = world.me.origin;
  const context = { operation: operation.id };
  const path = world.resolve(given.path, context);
  context.id = path.id;
  const draft = { operation, json: structuredClone(world.resolve(given.json, context)), refused: false, headers: [], body: undefined };
  const slip = damages.find(({ kind }) => kind === 'form')?.slip;
  for (const damage of damages) ON_VALUE[damage.kind]?.(draft, damage);
  writeBody(draft, given, context, world, slip);
  for (const damage of damages) if (draft.body !== undefined) ON_BYTES[damage.kind]?.(draft, damage);

  const template = operation.path.split('/');
  const names = template.flatMap((segment, n) => (segment.startsWith('{') ? [n] : []));
  const target = template.map((segment) => (segment.startsWith('{') ? encodeURIComponent(path[segment.slice(1, -1)]) : segment)).join('/');
  const query = Object.entries(world.resolve(given.query, context)).filter(([, value]) => value !== undefined).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value).toWellFormed())}`).join('&');
  const headers = Object.entries(world.resolve(given.headers, context)).filter(([, value]) => value !== undefined).map(([name, value]) => [name, Buffer.from(String(value)).toString('latin1').replaceAll(/[\r\n\0]/g, ' ')]);
  const cookie = given.who === 'nobody' ? [] : [['Cookie', given.who === 'stale' ? STALE_COOKIE : world.me.cookie]];
  const built = {
    method: operation.method,
    target: query === '' ? target : `${target}?${query}`,
    version: 'HTTP/1.1',
    headers: [['Host', new URL(origin).host], ['Connection', 'close'], ['Origin', origin], ...cookie, ...headers, ...draft.headers, ...(draft.body === undefined ? [] : [['Content-Length', String(draft.body.length)]])],
    body: draft.body,
    about: { refused: draft.refused, elsewhere: false, names, takesBody: operation.body !== undefined, documented: operation.anything === undefined },
  };
  for (const damage of damages) ON_REQUEST[damage.kind]?.(built, damage);
  built.about.refused &&= !built.about.elsewhere && !built.about.unclear && built.about.documented && built.method === operation.method;
  return built;
}

function writeBody(draft, given, context, world, slip) {
  if (given.files !== undefined) {
    const { type, body } = formOf(world.resolve(given.files, context), slip);
    draft.body = body;
    draft.headers.push(['Content-Type', type]);
  } else if (draft.json !== undefined) {
    draft.body = Buffer.from(textOfJson(draft));
    draft.headers.push(['Content-Type', 'application/json']);
  }
}
