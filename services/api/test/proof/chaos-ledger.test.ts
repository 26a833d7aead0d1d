import { describe, expect, it } from '@jest/globals';
import { Ledger } from '../../../../infrastructure/chaos/ledger.mjs';

interface Sent {
  readonly headers: Record<string, string>;
  readonly json: object | undefined;
}
const saved = { status: 200, headers: { etag: '"8"' }, body: { id: 'a', version: 8 } };
const problem = (status: number, code: string, headers = {}, more = {}) => ({ status, headers, body: { code, ...more } });

/** A ledger whose clock only moves while it pauses, and a client that answers what it is given, in turn; the last for ever. */
async function save(...answers: readonly (object | Error)[]) {
  let now = 0;
  const pauses: number[] = [];
  const sent: Sent[] = [];
  const ledger = new Ledger({
    patienceMs: 60_000,
    now: () => now,
    pause: async (ms) => {
      pauses.push(ms);
      now += ms;
    },
  });
  const ask = async (_method: string, _path: string, headers: Record<string, string>, json?: object) => {
    const answer = answers[Math.min(sent.push({ headers, json }), answers.length) - 1];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const diagram = { id: 'a', version: 7 };
  const operation = await ledger.save({ client: { ask }, headers: { Cookie: 'mine' } }, diagram, '<a/>');
  return { operation, sent, pauses, diagram };
}

describe('the ledger of the chaos proofs', () => {
  it('notes what was intended, and the answer', async () => {
    const { operation, sent, diagram } = await save(saved);
    expect(operation).toMatchObject({ kind: 'save', diagramId: 'a', expected: 7, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), outcome: 'acknowledged', attempts: [{ status: 200, version: 8, etag: '"8"' }] });
    expect(sent[0]).toMatchObject({ headers: { Cookie: 'mine', 'If-Match': '"7"', 'Idempotency-Key': operation.key }, json: { bpmnXml: '<a/>' } });
    expect(diagram.version).toBe(8);
  });

  it('asks again for an answer that was lost, with the same key and body and an id of its own', async () => {
    const { operation, sent } = await save(new Error('ECONNRESET'), saved);
    expect(operation.outcome).toBe('acknowledged');
    expect(sent).toHaveLength(2);
    expect(sent[1]!.headers['Idempotency-Key']).toBe(sent[0]!.headers['Idempotency-Key']);
    expect(sent[1]!.json).toEqual(sent[0]!.json);
    expect(sent[1]!.headers['X-Request-Id']).not.toBe(sent[0]!.headers['X-Request-Id']);
  });

  it('waits as long as it is told', async () => {
    expect((await save(problem(503, 'server.unavailable', { 'retry-after': '2' }), problem(409, 'idempotency.in_flight'), saved)).pauses).toEqual([2_000, 200]);
  });

  it('takes a conflict for an answer, and learns from it', async () => {
    const { operation, sent, diagram } = await save(problem(409, 'diagram.version_conflict', {}, { currentVersion: 11 }));
    expect([operation.outcome, sent.length, diagram.version]).toEqual(['refused', 1, 11]);
  });

  it('gives up when its patience is used up, and then does not know', async () => {
    const { operation, pauses, diagram } = await save(new Error('ECONNREFUSED'));
    expect(operation.outcome).toBe('unknown');
    expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(60_000);
    expect(diagram.version).toBe(7);
  });
});
