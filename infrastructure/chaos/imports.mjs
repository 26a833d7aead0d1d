import { onDatabase } from './facts.mjs';

/** Imports as jobs that take a while: starts them, and tells how far they are. */
export class Imports {
  #person;
  #databaseUrl;
  #model;

  /** @param {{ client: import('./client.mjs').Client, headers: object }} person an administrator @param {string} model each file holds it */
  constructor(person, databaseUrl, model) {
    this.#person = person;
    this.#databaseUrl = databaseUrl;
    this.#model = model;
  }

  /** Starts an import of so many files; its id. */
  async start(files) {
    const form = new FormData();
    for (let n = 1; n <= files; n++) form.append('files', new Blob([`${this.#model}<!-- ${n} -->`]), `file-${n}.bpmn`);
    const { client, headers } = this.#person;
    const answer = await fetch(`${client.origin}/api/imports`, { method: 'POST', headers, body: form });
    if (answer.status !== 202) throw new Error(`An import was answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()).id;
  }

  /** Whether the queue says that an import is being worked on. */
  async isActive() {
    const { client, headers } = this.#person;
    const { status, body } = await client.ask('GET', '/api/admin/outbox', headers);
    return status === 200 && body.queues.find(({ name }) => name === 'import-files').active > 0;
  }

  /** How many files are done, one way or another. */
  async imported(id) {
    return (await this.#count(id)).done;
  }

  async isDone(id) {
    return (await this.#count(id)).waiting === 0;
  }

  #count(id) {
    return onDatabase(this.#databaseUrl, async (query) => (await query("SELECT count(*) FILTER (WHERE status = 'waiting')::int AS waiting, count(*) FILTER (WHERE status <> 'waiting')::int AS done FROM import_files WHERE import_id = $1", [id]))[0]);
  }
}
