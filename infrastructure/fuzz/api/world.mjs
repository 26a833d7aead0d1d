import { PASSWORD } from '../../proof/product.mjs';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { modelOf } from '../../proof/model.mjs';

/** Of those whose requests are made up: they may sign in. */
/** How many of each are at hand; a new one takes the place of an old one. */
const KEPT = 12;
const FEWEST = 4;
const LONGEST_IMPORT_MS = 60_000;

/** Who sends, with what: a signed-in person. */
class Person {
  constructor(origin, name, password) {
    this.origin = origin;
    this.name = name;
    this.email = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${randomBytes(4).toString('hex')}@example.org`;
    this.password = password;
  }

  async signUp() {
    await this.enter('/api/auth/sign-up/email', { name: this.name, email: this.email, password: this.password });
    const { user, workspaces } = await this.get('/api/me');
    Object.assign(this, { id: user.id, administrator: user.administrator, workspaceId: workspaces[0].id });
    return this;
  }

  signIn() {
    return this.enter('/api/auth/sign-in/email', { email: this.email, password: this.password });
  }

  async enter(path, body) {
    const answer = await fetch(this.origin + path, { method: 'POST', headers: { Origin: this.origin, 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
    this.cookie = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
  }

  get(path) {
    return this.send('GET', path);
  }

  async send(method, path, body, headers = {}) {
    const form = body instanceof FormData;
    const answer = await fetch(this.origin + path, { method, headers: { Origin: this.origin, Cookie: this.cookie, ...(body === undefined || form ? {} : { 'Content-Type': 'application/json' }), ...headers }, body: form || body === undefined ? body : JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text.slice(0, 300)}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}

/** Signs a person up with an address nobody has. */
export function newPerson(origin, name, password = PASSWORD) {
  return new Person(origin, name, password).signUp();
}

/** Somebody whose things nobody else may see: every text of theirs holds the canary. */
export async function newNeighbour(origin) {
  const canary = `canary${randomBytes(6).toString('hex')}`;
  const person = await newPerson(origin, canary, randomBytes(12).toString('hex'));
  const things = { diagrams: [], imports: [] };
  for (let n = 0; n < 3; n += 1) {
    const { id } = await person.send('POST', '/api/diagrams', { title: `${canary} ${n}`, bpmnXml: modelOf(3).replaceAll('Check the order', canary) });
    await person.send('PUT', `/api/diagrams/${id}`, { message: canary }, { 'If-Match': '"1"' });
    things.diagrams.push(id);
  }
  await person.send('DELETE', `/api/diagrams/${things.diagrams[2]}`);
  things.imports.push(await importWhole(person, `${canary}.bpmn`, modelOf(2).replaceAll('Check the order', canary)));
  return { person, canary, ...things };
}

/** Imports a file and waits until the worker is done with it. */
async function importWhole(person, name, text) {
  const form = new FormData();
  form.append('files', new Blob([text]), name);
  const { id } = await person.send('POST', '/api/imports', form);
  for (const until = Date.now() + LONGEST_IMPORT_MS; Date.now() < until; await delay(100)) if ((await person.get(`/api/imports/${id}`)).status === 'done') return id;
  throw new Error(`The import of ${name} is not done after ${LONGEST_IMPORT_MS / 1000} s`);
}

/**
 * What the requests of a group are about: a person and their things, which come and go as the requests do, and a neighbour's.
 * Requests name them by tokens, such as {{diagram:mine:3}}, so that the same seed means the same.
 */
export class World {
  /** @param {{ projects?: { mine: string[], others: string[] }, events?: string[] }} given what the API has no operation to make */
  constructor(me, neighbour, given = {}) {
    this.me = me;
    this.neighbour = neighbour;
    this.versions = new Map();
    this.cursors = new Map();
    this.known = {
      diagram: { mine: [], deleted: [], others: neighbour.diagrams },
      import: { mine: [], others: neighbour.imports },
      workspace: { mine: [me.workspaceId], others: [neighbour.person.workspaceId] },
      user: { mine: [me.id], others: [neighbour.person.id] },
      project: given.projects ?? { mine: [], others: [] },
      event: { mine: given.events ?? [], others: [] },
      email: { mine: [me.email], others: [neighbour.person.email] },
    };
  }

  async furnish() {
    for (let n = 0; n < FEWEST + 2; n += 1) {
      const id = await this.makeDiagram();
      await this.me.send('PUT', `/api/diagrams/${id}`, { bpmnXml: modelOf(n + 2) }, { 'If-Match': '"1"' });
      await this.me.send('PUT', `/api/diagrams/${id}`, { message: 'Named', title: 'Order' }, { 'If-Match': '"2"' });
      this.versions.set(id, 3);
    }
    for (const _ of [1, 2]) {
      const id = await this.makeDiagram();
      await this.me.send('DELETE', `/api/diagrams/${id}`);
      this.move(id, 'deleted');
    }
    this.keep('import', 'mine', await importWhole(this.me, 'order.bpmn', modelOf(3)));
    return this;
  }

  async makeDiagram() {
    const { id } = await this.me.send('POST', '/api/diagrams', { title: 'Order of a customer', bpmnXml: modelOf(20) });
    this.keep('diagram', 'mine', id);
    this.versions.set(id, 1);
    return id;
  }

  keep(kind, whose, id) {
    const list = this.known[kind][whose];
    if (list.includes(id)) return;
    if (list.length >= KEPT) list.shift();
    list.push(id);
  }

  move(id, whose) {
    for (const list of [this.known.diagram.mine, this.known.diagram.deleted]) if (list.includes(id)) list.splice(list.indexOf(id), 1);
    this.keep('diagram', whose, id);
  }

  /** What an answer tells of the things there are; makes up for what is gone. */
  async learn(operation, request, answer) {
    if (!(answer.status < 300) || operation === undefined) return;
    const body = /json/.test(answer.headers.find(([name]) => name === 'content-type')?.[1] ?? '') && answer.body.length > 0 ? JSON.parse(answer.body.toString('utf8')) : undefined;
    if (typeof body?.nextCursor === 'string') this.cursors.set(operation.id, body.nextCursor);
    if (operation.id === 'startImport' && body) this.keep('import', 'mine', body.id);
    if (['createDiagram', 'duplicateDiagram', 'restoreDiagram', 'saveDiagram', 'restoreVersion'].includes(operation.id) && body) {
      this.move(body.id, 'mine');
      this.versions.set(body.id, body.version);
    }
    if (operation.id === 'deleteDiagram' && request.method === 'DELETE') {
      const id = /[0-9a-f-]{36}/i.exec(request.target)?.[0].toLowerCase();
      this.move(id, 'deleted');
      if (this.known.diagram.mine.length < FEWEST) await this.makeDiagram();
    }
    if (operation.id === 'signOut') await this.me.signIn();
  }

  /** A value with its tokens replaced; a text that is one token may become a number. */
  resolve(value, context = {}) {
    if (typeof value === 'string') {
      const whole = /^\{\{([^{}]+)\}\}$/.exec(value)?.[1];
      return whole === undefined ? value.replaceAll(/\{\{([^{}]+)\}\}/g, (_, token) => String(this.meant(token, context))) : this.meant(whole, context);
    }
    if (Array.isArray(value)) return value.map((one) => this.resolve(one, context));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.resolve(one, context)]));
  }

  meant(token, { id, operation }) {
    const [kind, whose, n = '0'] = token.split(':');
    if (kind === 'current') return this.versions.get(id) ?? 1;
    if (kind === 'cursor') return this.cursors.get(operation) ?? 'e30';
    if (kind === 'model') return modelOf(Number(whose));
    const list = this.known[kind]?.[whose] ?? [];
    return list.length > 0 ? list[Number(n) % list.length] : `00000000-0000-4000-8000-${n.padStart(12, '0')}`;
  }
}
