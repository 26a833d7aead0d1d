import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

const TIMEOUT_MS = 20_000;
const MOST_SOCKETS = 64;

/**
 * What came back on one request.
 * @typedef {{ status: number, headers: Record<string, string>, bytes: Buffer, body: any }} Answer body: parsed, when it is JSON
 */

/** Sends requests to one place on this machine and keeps its connections. It never tries again: that is for whoever asks. */
export class Client {
  #agent;
  #request;

  /** @param {string} origin such as http://127.0.0.1:3300 @param {{ ca?: string }} options ca: a certificate to trust, in PEM */
  constructor(origin, { ca } = {}) {
    const tls = origin.startsWith('https:');
    this.origin = origin;
    this.#agent = tls ? new HttpsAgent({ keepAlive: true, maxSockets: MOST_SOCKETS, ca }) : new HttpAgent({ keepAlive: true, maxSockets: MOST_SOCKETS });
    this.#request = tls ? httpsRequest : httpRequest;
  }

  close() {
    this.#agent.destroy();
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {Record<string, string>} headers
   * @param {object} [json] the body
   * @returns {Promise<Answer>}
   * @throws when there is no whole answer: refused, cut off, or none within 20 s
   */
  ask(method, path, headers, json) {
    const text = json === undefined ? undefined : JSON.stringify(json);
    const body = text === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(text)) };
    return new Promise((resolve, reject) => {
      const sent = this.#request(`${this.origin}${path}`, { method, agent: this.#agent, headers: { ...headers, ...body }, signal: AbortSignal.timeout(TIMEOUT_MS) }, (answer) => {
        const pieces = [];
        answer.on('data', (piece) => pieces.push(piece)).on('error', reject);
        answer.on('aborted', () => reject(new Error('the answer was cut off')));
        answer.on('end', () => resolve(answerOf(answer, Buffer.concat(pieces))));
      });
      sent.on('error', reject);
      sent.end(text);
    });
  }
}

function answerOf({ statusCode, headers }, bytes) {
  const isJson = /\bjson\b/.test(headers['content-type'] ?? '');
  return { status: statusCode, headers, bytes, body: isJson && bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined };
}
