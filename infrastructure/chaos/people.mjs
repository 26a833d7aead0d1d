import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { modelOf } from '../proof/model.mjs';
import { PASSWORD } from '../proof/product.mjs';

/** Between two steps of a person; bounds the load. */
const PAUSE_MS = 15;
const TIMEOUT_MS = 30_000;
const EXAMPLES = 5;

/**
 * People at work through the gateway, each signed in with a diagram of their own: save, list, open, now and then create.
 * Each checks every answer against what must be there by then, and nobody asks twice.
 */
export class People {
  figures = { requests: 0, lost: 0, serverErrors: 0, wrong: 0, examples: [], latencies: [] };
  #loops = [];
  #leaving = false;
  #agent;

  /** @param {{ port: number, certificate: string }} gateway on this machine */
  constructor({ port, certificate }, count) {
    this.origin = `https://localhost:${port}`;
    this.target = { host: '127.0.0.1', servername: 'localhost', port, ca: certificate };
    this.count = count;
    this.model = modelOf(10);
    this.#agent = new Agent({ keepAlive: true, maxSockets: count });
  }

  /** Signs everybody up; then they work until they go home. */
  async arrive() {
    for (let n = 0; n < this.count; n++) {
      const person = { headers: { Origin: this.origin }, serial: 0 };
      const { headers } = await this.#must(person, 'POST', '/api/auth/sign-up/email', { name: `Person ${n}`, email: `person-${n}@example.org`, password: PASSWORD });
      person.headers.Cookie = headers['set-cookie'].map((cookie) => cookie.split(';')[0]).join('; ');
      const created = await this.#must(person, 'POST', '/api/diagrams', { title: 'Work' });
      this.#loops.push(this.#work({ ...person, id: created.body.id, workspaceId: created.body.workspaceId, version: 1 }));
    }
  }

  async goHome() {
    this.#leaving = true;
    await Promise.all(this.#loops);
    this.#agent.destroy();
  }

  async #work(person) {
    while (!this.#leaving) {
      await this.#save(person);
      await this.#list(person);
      await this.#open(person);
      if (person.serial % 5 === 0) await this.#create(person);
      await delay(PAUSE_MS);
    }
  }

  async #save(person) {
    const bpmnXml = `${this.model}<!-- ${++person.serial} -->`;
    const answer = await this.#ask(person, 'PUT', `/api/diagrams/${person.id}`, { bpmnXml }, { 'If-Match': `"${person.version}"`, 'Idempotency-Key': randomUUID() });
    if (this.#judge(answer, 200, 'a save', ({ version }) => version === person.version + 1)) [person.version, person.xml] = [answer.body.version, bpmnXml];
  }

  async #list(person) {
    const answer = await this.#ask(person, 'GET', `/api/diagrams?workspaceId=${person.workspaceId}&limit=100`);
    this.#judge(answer, 200, 'a list', ({ items }) => items.some(({ id, version }) => id === person.id && version === person.version));
  }

  async #open(person) {
    const answer = await this.#ask(person, 'GET', `/api/diagrams/${person.id}`);
    this.#judge(answer, 200, 'an open', ({ version, bpmnXml }) => version === person.version && (person.xml === undefined || bpmnXml === person.xml));
  }

  /** With a key, as the web client does it, and without one, as a careless script does. */
  async #create(person) {
    const key = person.serial % 10 === 0 ? {} : { 'Idempotency-Key': randomUUID() };
    this.#judge(await this.#ask(person, 'POST', '/api/diagrams', { title: `Work ${person.serial}` }, key), 201, 'a creation', ({ version }) => version === 1);
  }

  #judge(answer, status, what, isRight) {
    if (answer.error !== undefined) return this.#note('lost', `${what} got no answer: ${answer.error}`);
    if (answer.status >= 500) return this.#note('serverErrors', `${what} was answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 200)}`);
    if (answer.status !== status || !isRight(answer.body)) return this.#note('wrong', `${what} was answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 200)}`);
    return true;
  }

  #note(kind, example) {
    this.figures[kind]++;
    if (this.figures.examples.length < EXAMPLES) this.figures.examples.push(example);
    return false;
  }

  async #must(person, method, path, body) {
    const answer = await this.#ask(person, method, path, body);
    if (answer.error !== undefined || answer.status >= 300) throw new Error(`${method} ${path} was answered ${answer.error ?? answer.status}: ${JSON.stringify(answer.body)}`);
    return answer;
  }

  #ask({ headers }, method, path, body, more = {}) {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const start = performance.now();
    this.figures.requests++;
    return new Promise((resolve) => {
      const lost = (error) => resolve({ error: error.code ?? error.message });
      const sent = request({ ...this.target, agent: this.#agent, method, path, timeout: TIMEOUT_MS, headers: { Host: `localhost:${this.target.port}`, ...headers, ...(text === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }), ...more } }, (answer) => {
        const pieces = [];
        answer.on('data', (piece) => pieces.push(piece)).on('error', lost);
        answer.on('end', () => {
          this.figures.latencies.push(performance.now() - start);
          resolve({ status: answer.statusCode, headers: answer.headers, body: parse(Buffer.concat(pieces).toString()) });
        });
      });
      sent.on('error', lost).on('timeout', () => sent.destroy(new Error('no answer in time')));
      sent.end(text);
    });
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return { text: text.slice(0, 200) };
  }
}
