import { setTimeout as delay } from 'node:timers/promises';
import { PLAIN } from './corpus.mjs';

/** A document is read, drawn, laid out, compared on threads of 10 s each; the worker tries what failed again. */
const IMPORT_LIMIT_MS = 120_000;
const IMPORT_POLL_MS = 250;

/** What is known of one hostile file after it was sent in by every door. */
export class Knock {
  /** Answers other than the ones expected, as words. */
  surprises = [];
  /** Answers of 5xx but 503, as words. */
  faults = [];
  /** Milliseconds of every request that took or refused it. */
  times = [];
  /** The longest of what is worked on for it: exports, comparisons, merges, the import's job; milliseconds. */
  longest = { ms: 0, what: '' };
  /** The diagram it became. */
  id = undefined;
  constructor(file) {
    this.file = file;
  }
}

/**
 * Sends one file in as POST /api/diagrams, as PUT over a plain diagram, and as an import; asks for what is made of it.
 * @param {string} origin
 * @param {Record<string, string>} headers of who sends
 * @param {import('./corpus.mjs').HostileFile} file
 * @param {number} times each request is sent
 * @returns {Promise<Knock>} times: the median of each request
 */
export async function knock(origin, headers, file, times) {
  const found = new Knock(file);
  const bytes = file.bytes();
  const ask = async (method, path, body, type = 'application/json') => {
    const began = performance.now();
    const answer = await fetch(`${origin}${path}`, { method, headers: { ...headers, ...(type === null ? {} : { 'Content-Type': type }) }, body });
    const text = await answer.text();
    const ms = performance.now() - began;
    const what = `${file.name}: ${method} ${path.replace(/[0-9a-f-]{36}/, ':id')} was answered ${answer.status}`;
    if (answer.status >= 500 && answer.status !== 503) found.faults.push(what);
    return { status: answer.status, ms, what, body: /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : text };
  };
  const longest = ({ ms, what }) => {
    if (ms > found.longest.ms) found.longest = { ms, what };
  };
  const judge = (answer, isIn, expected) => {
    const right = isIn ? answer.status < 300 : answer.status === (expected === 'too_large' ? 413 : 422) && answer.body.code?.startsWith('bpmn.');
    if (!right) found.surprises.push(`${answer.what} ${answer.body.code ?? ''}, expected: ${expected}`);
  };

  const text = textOf(bytes);
  // JSON is UTF-8 (RFC 8259), whatever a text in it declares; what is exported of it declares that.
  const isIn = file.expected === 'in' || file.expected === 'encoding';
  if (text !== undefined) {
    const doors = { post: [], put: [] };
    for (let turn = 0; turn < times; turn++) {
      const posted = await ask('POST', '/api/diagrams', JSON.stringify({ title: file.name, bpmnXml: text }));
      judge(posted, isIn, file.expected);
      const plain = await ask('POST', '/api/diagrams', JSON.stringify({ title: file.name, bpmnXml: PLAIN }));
      const put = await ask('PUT', `/api/diagrams/${plain.body.id}`, JSON.stringify({ bpmnXml: text, expectedVersion: 1 }));
      judge(put, isIn, file.expected);
      doors.post.push(posted.ms);
      doors.put.push(put.ms);
      if (turn === 0 && put.status === 200) found.id = plain.body.id;
    }
    found.times.push(...Object.values(doors).map(median));
  }

  const form = new FormData();
  form.append('files', new Blob([bytes]), `${file.name}.bpmn`);
  const taken = await ask('POST', '/api/imports', form, null);
  found.times.push(taken.ms);
  if (taken.status === 202) {
    const began = performance.now();
    let job = taken.body;
    while (job.status !== 'done' && performance.now() - began < IMPORT_LIMIT_MS) {
      await delay(IMPORT_POLL_MS);
      job = (await ask('GET', `/api/imports/${job.id}`)).body;
    }
    longest({ ms: performance.now() - began, what: `${file.name}: the import` });
    const is = job.files?.[0]?.status;
    if (is !== (file.expected === 'in' ? 'imported' : 'refused')) found.surprises.push(`${file.name}: the import says ${is} (${job.files?.[0]?.detail ?? ''}), expected: ${file.expected}`);
  } else found.surprises.push(`${taken.what}, expected: 202`);

  if (found.id !== undefined) {
    for (const format of ['bpmn', 'svg', 'png', 'pdf']) longest(await ask('GET', `/api/diagrams/${found.id}/export?format=${format}`));
    longest(await ask('GET', `/api/diagrams/${found.id}/diff?from=1&to=2`));
    longest(await ask('POST', `/api/diagrams/${found.id}/merge`, JSON.stringify({ bpmnXml: PLAIN.replace('"Plain"', '"Mine"'), baseVersion: 1 })));
  }
  return found;
}

/** The document as a JSON text can carry it; undefined when its bytes are no text. */
function textOf(bytes) {
  try {
    return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : bytes[0] === 0 ? 'utf-16be' : 'utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) || undefined;
  } catch {
    return undefined;
  }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
