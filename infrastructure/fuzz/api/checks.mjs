import { headerOf } from './http-bytes.mjs';

/** On every answer, whatever it is. */
const SECURITY = {
  'content-security-policy': /script-src 'self'|default-src 'none'/,
  'strict-transport-security': /^max-age=31536000; includeSubDomains$/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /./,
  'permissions-policy': /./,
  'cross-origin-opener-policy': /^same-origin$/,
};
/** What an error that was not meant for people says. */
const INSIDES = /\bat [\w.<>]+ \(|node_modules|node:internal|\/services\/api|SELECT .+ FROM|INSERT INTO|violates|syntax error at or near|relation "|pg_catalog|ECONNREFUSED|Prisma|ZodError|TypeError|RangeError|ReferenceError|Cannot read propert|is not a function|invalid input syntax|byte sequence/;
const SANE_ID = /^[A-Za-z0-9._-]{8,128}$/;
const REFUSALS = new Set([400, 401, 403, 413, 415]);
/** What an address outside the document may answer. */
const ELSEWHERE = new Set([200, 204, 206, 301, 302, 304, 400, 401, 403, 404, 405, 406, 412, 413, 414, 415, 416, 422, 428, 429]);

/**
 * What is wrong with the answer to a request; undefined: nothing.
 * @param {import('./document.mjs').Operation} operation the one the case was made for
 * @param {ReturnType<import('./draft.mjs').requestOf>} request
 * @param {import('./http-bytes.mjs').Answered | { none: string }} answer
 */
export function faultOf(document, operation, request, answer, canary) {
  if (answer.none !== undefined) return request.hangsUp || answer.none === 'EPIPE' ? undefined : `no answer: ${answer.none}`;
  const { status, body } = answer;
  if (status >= 500 && !isUnavailable(answer)) return `status ${status}`;
  const missing = Object.entries(SECURITY).find(([name, rule]) => !rule.test(headerOf(answer, name) ?? ''));
  if (missing !== undefined) return `header ${missing[0]}: ${headerOf(answer, missing[0])}`;
  const text = body.toString('latin1');
  if (text.includes(canary) || JSON.stringify(answer.headers).includes(canary)) return "somebody else's data";
  if (status >= 400 && INSIDES.test(text)) return `tells of its inside: ${INSIDES.exec(text)[0]}`;
  return idFault(request, answer) ?? problemFault(document, operation, request, answer) ?? refusalFault(request, answer) ?? documentedFault(document, operation, request, answer);
}

/** Truly overloaded, or a queue away: counted, not a fault. */
export function isUnavailable(answer) {
  return answer.status === 503 && headerOf(answer, 'retry-after') !== undefined;
}

function idFault(request, answer) {
  const ids = answer.headers.filter(([name]) => name === 'x-request-id').map(([, id]) => id);
  if (ids.length !== 1 || !SANE_ID.test(ids[0])) return `X-Request-Id: ${ids.join(' and ') || 'none'}`;
  const sent = request.headers.filter(([name]) => name.toLowerCase() === 'x-request-id').map(([, id]) => id.trim());
  if (sent.length !== 1 || !SANE_ID.test(sent[0]) || ids[0] === sent[0] || answer.status === 400 || answer.status === 413) return undefined;
  return 'a sane X-Request-Id is not answered';
}

function problemFault(document, { anything }, { method }, answer) {
  if (answer.status < 400 || method === 'HEAD') return undefined;
  if (headerOf(answer, 'content-type') !== 'application/problem+json; charset=utf-8') return anything?.foreign === true ? undefined : `status ${answer.status} without a problem document`;
  const fault = document.problemFault(answer.body);
  if (fault !== undefined) return `problem: ${fault}`;
  const problem = JSON.parse(answer.body.toString('utf8'));
  if (problem.status !== answer.status) return `status ${answer.status}, but ${problem.status} in the problem`;
  if (problem.requestId !== headerOf(answer, 'x-request-id')) return 'another requestId in the problem';
  if (problem.type !== `/docs/errors#${problem.code}`) return `problem type ${problem.type}`;
  if (headerOf(answer, 'cache-control') !== 'no-store') return 'a problem that may be kept';
  if (answer.status === 405 && headerOf(answer, 'allow') === undefined) return '405 without Allow';
  return answer.status === 429 && headerOf(answer, 'retry-after') === undefined ? '429 without Retry-After' : undefined;
}

function documentedFault(document, operation, request, { status, headers, body }) {
  if (operation.anything || request.about.elsewhere) return ELSEWHERE.has(status) || operation.statuses.includes(String(status)) ? undefined : `status ${status}`;
  const asked = document.at(request.method, operation.path);
  if (asked === undefined || /[a-z]/.test(request.method)) {
    const expected = request.method === 'OPTIONS' ? [204, 400] : [400, 403, 404, 405];
    return expected.includes(status) || status === 413 ? undefined : `status ${status} to ${request.method}`;
  }
  const type = headers.find(([name]) => name === 'content-type')?.[1];
  return document.faultOf(asked, status, type, body, request.method !== 'HEAD');
}

function refusalFault({ about }, { status }) {
  if (!about.refused) return undefined;
  if (status < 400) return `taken with ${status} what must be refused`;
  return REFUSALS.has(status) || status === 503 || status === 429 ? undefined : `refused with ${status} for another reason`;
}
