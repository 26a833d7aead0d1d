import { LiveRefusal } from './live-refusal.js';

/** What a client may send, as the protocol of Hocuspocus has it. */
export type Frame =
  | { readonly kind: 'auth'; readonly document: string; readonly token: string }
  | { readonly kind: 'ask' | 'update' | 'awareness' | 'ask awareness' | 'stateless' | 'close' | 'nothing'; readonly document: string };

const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;
const ASK_AWARENESS = 3;
const SYNC_REPLY = 4;
const STATELESS = 5;
const CLOSE = 7;
const PING = 9;
const PONG = 10;

const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

const LONGEST_NAME = 200;
const LONGEST_TOKEN = 200;
const LONGEST_STATE = 64 * 1024;
const MOST_STATES = 1_000;
/** Whoever compares or writes what is nested deeper may run out of stack. */
const DEEPEST_STATE = 16;
/** People of one document, each with every tab they ever had in it. */
const MOST_CLIENTS = 100_000;

/**
 * Reads a frame as far as it must be right before anybody works on it: types that clients may send, parts that are all there and
 * nothing behind them, state vectors that are some. What an update says is looked at later, on a copy of the document.
 *
 * @throws LiveRefusal 4400
 */
export function readFrame(bytes: Uint8Array): Frame {
  const reader = new Reader(bytes);
  const document = reader.text(LONGEST_NAME).split('\0', 1)[0] ?? '';
  const type = reader.number();
  switch (type) {
    case SYNC:
    case SYNC_REPLY:
      return { kind: readSync(reader), document };
    case AWARENESS:
      checkStates(new Reader(reader.part()));
      reader.end();
      return { kind: 'awareness', document };
    case AUTH:
      return { kind: 'auth', document, token: readToken(reader) };
    case ASK_AWARENESS:
      reader.end();
      return { kind: 'ask awareness', document };
    case STATELESS:
      reader.part();
      reader.end();
      return { kind: 'stateless', document };
    case CLOSE:
      return { kind: 'close', document };
    case PING:
    case PONG:
      return { kind: 'nothing', document };
    default:
      throw new LiveRefusal(4400, `no client sends messages of type ${type}`);
  }
}

function readSync(reader: Reader): 'ask' | 'update' {
  const step = reader.number();
  if (step !== STEP_1 && step !== STEP_2 && step !== UPDATE) throw new LiveRefusal(4400, `there is no step ${step} of synchronising`);
  const part = reader.part();
  reader.end();
  if (step !== STEP_1) return 'update';
  const vector = new Reader(part);
  const clients = vector.number();
  if (clients > MOST_CLIENTS) throw new LiveRefusal(4400, 'a state vector of more clients than there can be');
  for (let n = 0; n < clients * 2; n++) vector.number();
  vector.end();
  return 'ask';
}

/** Of each client: its number, how often it told of itself, and what, as JSON. */
function checkStates(reader: Reader): void {
  const clients = reader.number();
  if (clients > MOST_STATES) throw new LiveRefusal(4400, 'more people than are in a document');
  for (let n = 0; n < clients; n++) {
    reader.number();
    reader.number();
    const state = parsed(reader.text(LONGEST_STATE));
    if (typeof state !== 'object' || Array.isArray(state)) throw new LiveRefusal(4400, 'presence that is no object');
    if (!isFlat(state, DEEPEST_STATE)) throw new LiveRefusal(4400, 'presence that is nested too deep');
  }
  reader.end();
}

function isFlat(value: unknown, levels: number): boolean {
  return typeof value !== 'object' || value === null || (levels > 0 && Object.values(value).every((inner) => isFlat(inner, levels - 1)));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The version of the client's library may follow the token. */
function readToken(reader: Reader): string {
  if (reader.number() !== 0) throw new LiveRefusal(4400, 'a client sends nothing of signing in but its token');
  return reader.text(LONGEST_TOKEN);
}

/** Numbers of variable length and parts that begin with their length, as lib0 writes them. */
class Reader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  number(): number {
    let value = 0;
    for (let factor = 1; factor <= 2 ** 49; factor *= 128) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new LiveRefusal(4400, 'a message that ends in the middle');
      value += (byte & 127) * factor;
      if (byte < 128) {
        if (value > Number.MAX_SAFE_INTEGER) break;
        return value;
      }
    }
    throw new LiveRefusal(4400, 'a number that is too large');
  }

  part(longest = Number.POSITIVE_INFINITY): Uint8Array {
    const length = this.number();
    const from = this.at;
    if (length > longest || from + length > this.bytes.length) throw new LiveRefusal(4400, 'a part that is longer than it may be');
    this.at += length;
    return this.bytes.subarray(from, this.at);
  }

  text(longest: number): string {
    return new TextDecoder().decode(this.part(longest));
  }

  end(): void {
    if (this.at !== this.bytes.length) throw new LiveRefusal(4400, 'something behind the end of a message');
  }
}
