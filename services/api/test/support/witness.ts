import { EMPTY_DIAGRAM_XML } from '@bpmn-studio/bpmn';
import pg from 'pg';
import { signUp, TEST_PASSWORD, type SignedUp, type TestApp } from './test-app.js';

/** What is known of a diagram for certain: what was acknowledged, and what is under way. */
interface Known {
  readonly id: string;
  /** How often it was changed; stands in its title. */
  count: number;
  /** The change its text is of: one that is held open touches the title alone. */
  text: number;
  version: number;
  deleted: boolean;
  /** Changes begun and ended; a reader that sees the same before and after, with none under way, must see exactly this state. */
  begun: number;
  ended: number;
}

interface Summary {
  readonly id: string;
  readonly title: string;
  readonly version: number;
}

interface Held {
  readonly tag: string;
  readonly items: readonly Summary[];
}

/**
 * Changes diagrams through several replicas and reads them at the same time, and holds every answer against what was
 * acknowledged before the question was asked: it must show that or something newer, and exactly that while nothing changes.
 */
export class Witness {
  readonly seen = { listed: 0, notModified: 0, opened: 0, wrong: [] as string[] };
  private readonly held = new Map<string, Held>();
  private readonly late: { client: pg.Client; diagram: Known; rounds: number }[] = [];

  private constructor(
    private readonly apps: readonly TestApp[],
    private readonly cookie: string,
    private readonly diagrams: readonly Known[],
    private readonly random: () => number,
  ) {}

  static async begin(apps: readonly TestApp[], { diagrams, seed }: { diagrams: number; seed: number }): Promise<Witness> {
    const ann = await signUp(apps[0]!, 'Ann');
    const known: Known[] = [];
    for (let n = 0; n < diagrams; n++) {
      const { body } = await ann.agent.post('/api/diagrams').send({ title: 'n0', bpmnXml: textOf(0) }).expect(201);
      known.push({ id: body.id, count: 0, text: 0, version: 1, deleted: false, begun: 0, ended: 0 });
    }
    return new Witness(apps, await cookieOf(apps[0]!, ann), known, mulberry32(seed));
  }

  /** Some changes and some reads, all at once; now and then one of the changes is held open for some rounds. */
  async round({ writers, readers }: { writers: number; readers: number }): Promise<void> {
    const free = shuffle(this.diagrams.filter((diagram) => diagram.begun === diagram.ended), this.random);
    const changes = free.slice(0, writers).map((diagram) => this.change(diagram));
    const reads = Array.from({ length: readers }, () => (this.random() < 0.6 ? this.list() : this.open()));
    await Promise.all([...changes, ...reads]);
    if (this.late.length === 0 && this.random() < 0.2) await this.holdOpen(free[writers]);
    for (const one of this.late) one.rounds -= 1;
    if (this.late[0] !== undefined && this.late[0].rounds < 0) await this.letGo();
    await this.list(); // nothing but what is held open is under way now
  }

  private async change(diagram: Known): Promise<void> {
    diagram.begun += 1;
    const chance = this.random();
    const next = diagram.count + 1;
    const app = this.pick();
    if (diagram.deleted) {
      await this.send(app, 'POST', `/api/diagrams/${diagram.id}/restore`);
      diagram.deleted = false;
    } else if (chance < 0.15) {
      await this.send(app, 'DELETE', `/api/diagrams/${diagram.id}`);
      diagram.deleted = true;
    } else if (chance < 0.3) {
      await app.database.look(
        `INSERT INTO diagram_thumbnails (workspace_id, diagram_id, version, svg) SELECT workspace_id, id, version, '<svg/>' FROM diagrams WHERE id = $1
         ON CONFLICT (workspace_id, diagram_id) DO UPDATE SET version = excluded.version`,
        [diagram.id],
      );
    } else {
      const { version } = (await this.send(app, 'PUT', `/api/diagrams/${diagram.id}`, { title: `n${next}`, bpmnXml: textOf(next), expectedVersion: diagram.version })) as Summary;
      diagram.version = version;
      diagram.count = next;
      diagram.text = next;
    }
    diagram.ended += 1;
  }

  /** A change that is made now and can be seen some rounds later, when many newer ones are there. */
  private async holdOpen(diagram: Known | undefined): Promise<void> {
    if (diagram === undefined || diagram.deleted) return;
    diagram.begun += 1;
    const client = new pg.Client({ connectionString: this.apps[0]!.database.adminUrl });
    await client.connect();
    await client.query('BEGIN');
    await client.query('UPDATE diagrams SET title = $2 WHERE id = $1', [diagram.id, `n${diagram.count + 1}`]);
    this.late.push({ client, diagram, rounds: 1 + Math.floor(this.random() * 4) });
  }

  private async letGo(): Promise<void> {
    const { client, diagram } = this.late.shift()!;
    await client.query('COMMIT');
    await client.end();
    diagram.count += 1;
    diagram.ended += 1;
  }

  private async list(): Promise<void> {
    const app = this.pick();
    const path = `/api/diagrams?limit=100&sort=${this.random() < 0.7 ? 'updated' : 'title'}`;
    // Tags are for all replicas: one was given by this one, or by the other.
    const held = this.random() < 0.7 ? this.held.get(path) : undefined;
    const before = this.diagrams.map((diagram) => ({ ...diagram }));
    const answer = await this.ask(app, path, held?.tag);
    let items = held?.items;
    if (answer.status === 304) this.seen.notModified += 1;
    else {
      items = ((await answer.json()) as { items: Summary[] }).items;
      this.held.set(path, { tag: answer.headers.get('etag')!, items });
    }
    this.seen.listed += 1;
    before.forEach((then, index) => this.judge(`list ${answer.status}`, then, this.diagrams[index]!, items?.find((item) => item.id === then.id)?.title));
  }

  private async open(): Promise<void> {
    const index = Math.floor(this.random() * this.diagrams.length);
    const then = { ...this.diagrams[index]! };
    const answer = await this.ask(this.pick(), `/api/diagrams/${then.id}`);
    const body = (await answer.json()) as Summary & { bpmnXml: string };
    this.seen.opened += 1;
    this.judge('open', then, this.diagrams[index]!, answer.status === 200 ? body.title : undefined);
    if (answer.status !== 200) return;
    const text = Number(/name="n(\d+)"/.exec(body.bpmnXml)?.[1]);
    if (text < then.text || text > countOf(body.title)) this.seen.wrong.push(`open: text n${text} under ${body.title} after n${then.text} of ${then.id}`);
    if (body.version < then.version) this.seen.wrong.push(`open: version ${body.version} after ${then.version} of ${then.id}`);
  }

  private judge(what: string, then: Known, now: Known, title: string | undefined): void {
    const still = then.begun === then.ended && then.begun === now.begun;
    const shown = title === undefined ? 'nothing' : title;
    if (still && shown !== (then.deleted ? 'nothing' : `n${then.count}`)) this.seen.wrong.push(`${what}: ${shown} instead of ${then.deleted ? 'nothing' : `n${then.count}`} of ${then.id}`);
    if (title !== undefined && countOf(title) < then.count) this.seen.wrong.push(`${what}: ${title} after n${then.count} of ${then.id}`);
  }

  private ask(app: TestApp, path: string, tag?: string): Promise<Response> {
    return fetch(`${app.origin}${path}`, { headers: { Cookie: this.cookie, ...(tag === undefined ? {} : { 'If-None-Match': tag }) } });
  }

  private async send(app: TestApp, method: string, path: string, body?: object): Promise<unknown> {
    const headers = { Cookie: this.cookie, Origin: app.origin, 'Content-Type': 'application/json' };
    const answer = await fetch(`${app.origin}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  private pick(): TestApp {
    return this.apps[Math.floor(this.random() * this.apps.length)]!;
  }
}

/** A session of a person's, for requests to any replica. */
async function cookieOf(app: TestApp, { email }: SignedUp): Promise<string> {
  const headers = { Origin: app.origin, 'Content-Type': 'application/json' };
  const answer = await fetch(`${app.origin}/api/auth/sign-in/email`, { method: 'POST', headers, body: JSON.stringify({ email, password: TEST_PASSWORD }) });
  await answer.arrayBuffer();
  return answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
}

function textOf(count: number): string {
  return EMPTY_DIAGRAM_XML.replace('isExecutable', `name="n${count}" isExecutable`);
}

function countOf(title: string): number {
  return Number(title.slice(1));
}

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  return items.map((item) => ({ item, place: random() })).sort((a, b) => a.place - b.place).map(({ item }) => item);
}

/** A small seeded generator of numbers from 0 to 1. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
