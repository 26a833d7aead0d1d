import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
const IN_FLIGHT_PAUSE_MS = 200;
const MOST_ATTEMPTS = 500;

/**
 * One request and what came of it; without a status no answer came. Milliseconds are of performance.now().
 * @typedef {{ requestId: string, at: number, ms: number, error?: string, status?: number, code?: string, retryAfter?: string,
 *   id?: string, version?: number, etag?: string, sha256?: string, currentVersion?: number }} Attempt sha256: of the document an open answered
 *
 * What somebody wanted done, and every attempt at it; all attempts carry the same key.
 * @typedef {{ n: number, kind: 'create' | 'save' | 'open', key?: string, diagramId?: string, expected?: number, sha256?: string, named?: boolean,
 *   atLeast?: number, attempts: Attempt[], outcome?: 'acknowledged' | 'refused' | 'unknown' }} Operation sha256: of the document that was sent;
 *   atLeast: the version an open must show; outcome: 2xx, another answer, or none within the patience
 */

/**
 * The ledger of a chaos proof: every operation that was attempted, and every answer or lack of one. Whoever works goes through it:
 *
 *   const ledger = new Ledger();
 *   const client = new Client(origin);                                  // client.mjs; { ca } for a gateway
 *   const person = { client, headers: await signUp(origin, 'ann') };    // proof/product.mjs
 *   const { diagram } = await ledger.create(person, document);          // { id, workspaceId, version, sha256 }
 *   await ledger.save(person, diagram, document, { named: true });      // moves diagram.version on; named: kept for ever
 *   await ledger.open(person, diagram);                                 // must show at least diagram.version
 *
 * or leaves that to writers.mjs, which saves and opens in a loop. At the end checker.mjs holds it against the database and the API.
 *
 * Each is tried again as a good client does it: the same request with the same key, after a lost answer with growing pauses, after a 503 or
 * 429 when Retry-After says, after idempotency.in_flight in a moment; until it is answered or the patience is used up.
 */
export class Ledger {
  /** @type {Operation[]} */
  operations = [];
  /** What the ids of its requests begin with; the audit trail keeps them. */
  mark = `chaos.${randomBytes(4).toString('hex')}.`;

  /** @param {{ patienceMs?: number, now?: () => number, pause?: (ms: number) => Promise<unknown> }} options patienceMs: how long one operation is tried */
  constructor({ patienceMs = 60_000, now = () => performance.now(), pause = delay } = {}) {
    Object.assign(this, { patienceMs, now, pause });
  }

  /** Creates a diagram. @returns {Promise<{ operation: Operation, diagram?: { id: string, workspaceId: string, version: number, sha256: string } }>} */
  async create(person, document, title = 'Chaos') {
    const operation = this.#begin({ kind: 'create', key: randomUUID(), sha256: sha256Of(document) });
    const answer = await this.#settle(operation, person, 'POST', '/api/diagrams', { title, bpmnXml: document });
    if (operation.outcome !== 'acknowledged') return { operation };
    operation.diagramId = answer.body.id;
    return { operation, diagram: { id: answer.body.id, workspaceId: answer.body.workspaceId, version: answer.body.version, sha256: operation.sha256 } };
  }

  /**
   * Saves on top of diagram.version, which moves on with the answer: to the new version, or to the one a conflict tells of.
   * @returns {Promise<Operation>}
   */
  async save(person, diagram, document, { named = false } = {}) {
    const operation = this.#begin({ kind: 'save', key: randomUUID(), diagramId: diagram.id, expected: diagram.version, sha256: sha256Of(document), named });
    const body = named ? { bpmnXml: document, message: `Named ${operation.n}` } : { bpmnXml: document };
    const answer = await this.#settle(operation, person, 'PUT', `/api/diagrams/${diagram.id}`, body, { 'If-Match': `"${diagram.version}"` });
    const known = answer?.body?.currentVersion ?? (operation.outcome === 'acknowledged' ? answer.body.version : undefined);
    if (Number.isInteger(known)) diagram.version = known;
    return operation;
  }

  /** Reads a diagram, which must be at least as new as its reader knows; afterwards the reader knows what it read. @returns {Promise<Operation>} */
  async open(person, diagram) {
    const operation = this.#begin({ kind: 'open', diagramId: diagram.id, atLeast: diagram.version });
    const answer = await this.#settle(operation, person, 'GET', `/api/diagrams/${diagram.id}`);
    if (operation.outcome === 'acknowledged') diagram.version = answer.body.version;
    return operation;
  }

  /** When the first save was acknowledged at or after a moment, that was sent at or after another; undefined: none was. Milliseconds of performance.now(). */
  firstAcknowledgedAfter(moment, sentAfter = moment) {
    let first;
    for (const { kind, outcome, attempts } of this.operations) {
      if (kind !== 'save' || outcome !== 'acknowledged') continue;
      const { at, ms } = attempts.at(-1);
      if (at >= sentAfter && at + ms >= moment && !(at + ms >= first)) first = at + ms;
    }
    return first;
  }

  #begin(wish) {
    const operation = { n: this.operations.length + 1, ...wish, attempts: [] };
    this.operations.push(operation);
    return operation;
  }

  async #settle(operation, { client, headers }, method, path, body, more = {}) {
    const key = operation.key === undefined ? {} : { 'Idempotency-Key': operation.key };
    const began = this.now();
    for (let count = 1; count <= MOST_ATTEMPTS; count++) {
      const attempt = { requestId: `${this.mark}${operation.n}.${count}`, at: this.now(), ms: 0 };
      operation.attempts.push(attempt);
      const said = { ...headers, ...key, ...more, 'X-Request-Id': attempt.requestId };
      const answer = await client.ask(method, path, said, body).catch((error) => void (attempt.error = error.code ?? error.message));
      attempt.ms = this.now() - attempt.at;
      if (answer !== undefined) note(attempt, operation, answer);
      const wait = waitAfter(attempt, count);
      if (wait === undefined) {
        operation.outcome = attempt.status < 300 ? 'acknowledged' : 'refused';
        return answer;
      }
      if (this.now() + wait - began > this.patienceMs) break;
      await this.pause(wait);
    }
    operation.outcome = 'unknown';
    return undefined;
  }
}

/** Of a text as it is stored: in UTF-8. */
export function sha256Of(document) {
  return createHash('sha256').update(document).digest('hex');
}

function note(attempt, { kind }, { status, headers, body }) {
  attempt.status = status;
  if (headers['retry-after'] !== undefined) attempt.retryAfter = headers['retry-after'];
  if (status >= 300) return Object.assign(attempt, { code: body?.code, currentVersion: body?.currentVersion });
  Object.assign(attempt, { id: body?.id, version: body?.version, etag: headers.etag });
  if (kind === 'open' && typeof body?.bpmnXml === 'string') attempt.sha256 = sha256Of(body.bpmnXml);
}

/** Milliseconds until the same is asked again; undefined: that was the answer. */
function waitAfter({ status, code, retryAfter }, count) {
  if (status === undefined || status >= 500) {
    const told = Number(retryAfter) * 1_000;
    return told > 0 ? told : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(count - 1, 10)) * (0.5 + Math.random() / 2);
  }
  if (status === 429) return (Number(retryAfter) || 1) * 1_000;
  if (code === 'idempotency.in_flight') return IN_FLIGHT_PAUSE_MS;
  return undefined;
}
