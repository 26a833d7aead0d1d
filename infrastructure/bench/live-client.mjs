import { once } from 'node:events';
import { applyUpdate, decodeUpdate, Doc, encodeStateAsUpdate } from 'yjs';

const [SYNC, AUTH, SYNC_STATUS] = [0, 2, 8];

/**
 * Somebody who edits, on a socket and as light as can be: what others did is looked at, and not applied, so that what is measured is
 * the server. An edit gives an element a name that says when it was made.
 */
export class LiveClient {
  /** Milliseconds from an edit to its acknowledgement, and from others' edits to here. */
  acknowledged = [];
  delivered = [];
  deliveries = 0;
  edits = 0;
  closed;
  #doc = new Doc();
  #socket;
  #name;
  #unacknowledged = [];
  #here = Promise.withResolvers();
  #measuring = true;

  /** @param {{ url: string, origin: string, name: string, token: string }} where */
  constructor({ url, origin, name, token }) {
    this.#name = text(name);
    this.#socket = new WebSocket(url, { headers: { Origin: origin } });
    this.#socket.binaryType = 'arraybuffer';
    this.#socket.addEventListener('open', () => {
      this.#send([AUTH, 0, ...text(token)]);
      this.#send([SYNC, 0, 1, 0]);
    });
    this.#socket.addEventListener('message', ({ data }) => this.#hear(new Uint8Array(data)));
    this.#socket.addEventListener('close', ({ code, reason }) => {
      this.closed = `${code} ${reason}`;
      this.#here.reject(new Error(`The socket was closed: ${this.closed}`));
    });
    this.#here.promise.catch(() => undefined);
  }

  /** Resolves when the document is here. */
  get ready() {
    return this.#here.promise;
  }

  get waiting() {
    return this.#unacknowledged.length;
  }

  /** All of the document, to be put somewhere else. */
  state() {
    return encodeStateAsUpdate(this.#doc);
  }

  /** Puts a whole document there. */
  put(state) {
    applyUpdate(this.#doc, state);
    this.#update(state);
  }

  /** Gives an element a name. */
  edit(key) {
    const updates = [];
    const note = (update) => updates.push(update);
    this.#doc.on('update', note);
    this.#doc.getMap('records').get(key).set('name', `at ${performance.now()}`);
    this.#doc.off('update', note);
    this.edits++;
    for (const update of updates) this.#update(update);
  }

  /** Begins to count anew. */
  reset(measuring = true) {
    this.#measuring = measuring;
    [this.acknowledged, this.delivered, this.deliveries, this.edits] = [[], [], 0, 0];
  }

  async close() {
    if (this.#socket.readyState > 1) return;
    this.#socket.close();
    await once(this.#socket, 'close');
  }

  #update(update) {
    this.#unacknowledged.push(performance.now());
    this.#send([SYNC, 2, ...sized(update.length)], update);
  }

  #send(head, rest = new Uint8Array()) {
    const start = [...this.#name, ...head];
    const message = new Uint8Array(start.length + rest.length);
    message.set(start);
    message.set(rest, start.length);
    this.#socket.send(message);
  }

  #hear(message) {
    const reader = { bytes: message, at: 0 };
    part(reader);
    const type = number(reader);
    if (type === SYNC_STATUS) {
      const sent = this.#unacknowledged.shift();
      if (this.#measuring && sent !== undefined) this.acknowledged.push(performance.now() - sent);
    } else if (type === SYNC) {
      const step = number(reader);
      if (step === 0) return this.#send([SYNC, 1, 2, 0, 0]);
      const update = part(reader);
      if (step === 1) {
        applyUpdate(this.#doc, update);
        this.#here.resolve();
      } else if (this.#measuring) this.#look(update);
    }
  }

  #look(update) {
    const now = performance.now();
    for (const { content } of decodeUpdate(update).structs) {
      const at = Number(String(content?.arr?.[0] ?? '').slice(3));
      if (!(at > 0)) continue;
      this.deliveries++;
      this.delivered.push(now - at);
    }
  }
}

function number(reader) {
  for (let value = 0, factor = 1; ; factor *= 128) {
    const byte = reader.bytes[reader.at++];
    value += (byte & 127) * factor;
    if (byte < 128) return value;
  }
}

function part(reader) {
  const length = number(reader);
  return reader.bytes.subarray(reader.at, (reader.at += length));
}

function sized(length) {
  const bytes = [];
  for (let rest = length; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest < 128 ? rest : (rest % 128) + 128);
    if (rest < 128) return bytes;
  }
}

function text(value) {
  const bytes = new TextEncoder().encode(value);
  return [...sized(bytes.length), ...bytes];
}
