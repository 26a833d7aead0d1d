import { describe, expect, it } from '@jest/globals';
import { judge, RULES, type Attempt, type Facts, type Operation } from '../../../../infrastructure/chaos/judge.mjs';

const D = 'diagram';
const CURRENT = 12;
const listeners = (type: string) => (type === 'diagram.created' ? ['draw-thumbnail', 'index-elements'] : ['draw-thumbnail', 'index-elements', 'pack-versions']);
const sha = (version: number) => `sha256 of version ${version}`;
const attempt = (n: number, more: Partial<Attempt>): Attempt => ({ requestId: `chaos.0.${n}.1`, at: n, ms: 1, ...more });

/** What is found when all went well: a creation, eleven saves (version 2 is named), a lost race, and an open. */
function good(): Facts {
  const versions = Array.from({ length: CURRENT }, (_, index) => index + 1);
  const changes = versions.map((version): Operation => ({
    n: version, kind: version === 1 ? 'create' : 'save', key: `key ${version}`, diagramId: D, expected: version === 1 ? undefined : version - 1, sha256: sha(version), named: version === 2,
    attempts: [attempt(version, { status: version === 1 ? 201 : 200, id: D, version, etag: `"${version}"` })], outcome: 'acknowledged',
  }));
  const loser: Operation = { n: 13, kind: 'save', key: 'key 13', diagramId: D, expected: 11, sha256: 'of a loser', attempts: [attempt(13, { status: 409, code: 'diagram.version_conflict', currentVersion: 12 })], outcome: 'refused' };
  const open: Operation = { n: 14, kind: 'open', diagramId: D, atLeast: 12, attempts: [attempt(14, { status: 200, id: D, version: 12, etag: '"12"', sha256: sha(12) })], outcome: 'acknowledged' };
  const kept = versions.filter((version) => version > 1);
  const typeOf = (version: number) => (version === 1 ? 'diagram.created' : 'diagram.saved');
  return {
    operations: [...changes, loser, open],
    diagrams: [{ id: D, version: CURRENT, sha256: sha(CURRENT), drawn: CURRENT, indexed: CURRENT }],
    versions: kept.map((version) => ({ diagramId: D, version, kind: version === 2 ? 'named' : 'autosave', sha256: sha(version) })),
    audit: versions.map((version) => ({ diagramId: D, version, action: typeOf(version), requestId: `chaos.0.${version}.1` })),
    outbox: versions.map((version) => ({ id: `event ${version}`, diagramId: D, version, type: typeOf(version), published: true, parked: false })),
    inbox: versions.flatMap((version) => listeners(typeOf(version)).map((handler) => ({ eventId: `event ${version}`, handler, settled: true, parked: false }))),
    keys: versions.map((version) => ({ key: `key ${version}`, version })),
    reads: [
      ...['current', 'bytes'].map((by) => ({ diagramId: D, version: CURRENT, by, status: 200, sha256: sha(CURRENT) })),
      ...kept.flatMap((version) => ['list', 'version'].map((by) => ({ diagramId: D, version, by, status: 200, sha256: sha(version) }))),
    ],
  };
}

/** The rules that are broken once something is planted. */
function broken(plant: (facts: Facts) => void): string[] {
  const facts = good();
  plant(facts);
  return Object.entries(judge(facts, listeners)).filter(([, found]) => found.length > 0).map(([rule]) => rule);
}
const operation = (facts: Facts, n: number) => facts.operations.find((each) => each.n === n)!;
const answer = (facts: Facts, n: number) => operation(facts, n).attempts.at(-1)!;
const forget = (facts: Facts, version: number) => {
  facts.audit = facts.audit.filter((entry) => entry.version !== version);
  facts.outbox = facts.outbox.filter((event) => event.version !== version);
};

describe('the judge of the chaos proofs', () => {
  it('finds nothing where all went well', () => {
    expect(broken(() => undefined)).toEqual([]);
  });

  const PLANTS: Record<string, [string[], (facts: Facts) => void]> = {
    'a version that was acknowledged and is gone from the end': [['lost', 'unreadable', 'wrong'], (facts) => {
      forget(facts, 12);
      facts.diagrams = [{ id: D, version: 11, sha256: sha(11), drawn: 11, indexed: 11 }];
      facts.versions.pop();
    }],
    'a gap': [['lost', 'gaps', 'unreadable'], (facts) => forget(facts, 7)],
    'a diagram that is gone': [['lost'], (facts) => (facts.diagrams = [])],
    'a save that was done again under its own key': [['twice', 'lost', 'unreadable', 'wrong'], (facts) => (facts.audit[8]!.requestId = 'chaos.0.8.1')],
    'a version that was made twice': [['twice', 'unequal'], (facts) => facts.audit.push({ ...facts.audit[4]! })],
    'a creation that made two diagrams': [['twice'], (facts) => facts.audit.push({ diagramId: 'another', version: 1, action: 'diagram.created', requestId: 'chaos.0.1.1' })],
    'a version that nobody asked for': [['twice', 'unreadable'], (facts) => {
      facts.audit[6]!.requestId = 'a stranger';
      operation(facts, 7).outcome = 'unknown';
    }],
    'an event too few': [['unequal'], (facts) => (facts.outbox = facts.outbox.filter(({ version }) => version !== 9))],
    'an event too many': [['unequal'], (facts) => facts.outbox.push({ ...facts.outbox[3]! })],
    'two winners of one version': [['winners', 'lost', 'wrong'], (facts) => {
      operation(facts, 13).outcome = 'acknowledged';
      operation(facts, 13).attempts = [attempt(13, { status: 200, id: D, version: 12, etag: '"12"' })];
    }],
    'an answer with another version than was stored': [['wrong', 'lost', 'winners'], (facts) => Object.assign(answer(facts, 5), { version: 6, etag: '"6"' })],
    'an ETag of another version': [['wrong'], (facts) => (answer(facts, 5).etag = '"4"')],
    'a document that was stored as something else': [['wrong', 'unreadable'], (facts) => {
      facts.versions.find(({ version }) => version === 6)!.sha256 = 'something else';
      for (const read of facts.reads) if (read.version === 6) read.sha256 = 'something else';
    }],
    'an open of another document': [['wrong'], (facts) => (answer(facts, 14).sha256 = sha(3))],
    'an open of what was there before the last save': [['wrong'], (facts) => Object.assign(answer(facts, 14), { version: 11, etag: '"11"', sha256: sha(11) })],
    'a kept version that cannot be read': [['unreadable'], (facts) => Object.assign(facts.reads.find(({ by, version }) => by === 'version' && version === 4)!, { status: 500, sha256: undefined })],
    'a named version that is not listed': [['unreadable'], (facts) => (facts.reads = facts.reads.filter(({ version }) => version !== 2))],
    'an autosave of the last ten that is not listed': [['unreadable'], (facts) => (facts.reads = facts.reads.filter(({ version }) => version !== 3))],
    'a refusal of what had been done': [['refused'], (facts) => {
      operation(facts, 9).outcome = 'refused';
      operation(facts, 9).attempts.push(attempt(9, { requestId: 'chaos.0.9.2', status: 409, code: 'diagram.version_conflict', currentVersion: 12 }));
    }],
    'a conflict that tells no current version': [['refused'], (facts) => (answer(facts, 13).currentVersion = undefined)],
    'a refusal for another reason': [['refused'], (facts) => Object.assign(answer(facts, 13), { status: 422, code: 'bpmn.invalid' })],
    'a 500': [['errors'], (facts) => operation(facts, 5).attempts.unshift(attempt(5, { requestId: 'chaos.0.5.0', status: 500, code: 'server.internal' }))],
    'a 503 without Retry-After': [['errors'], (facts) => operation(facts, 5).attempts.unshift(attempt(5, { requestId: 'chaos.0.5.0', status: 503 }))],
    'an event that nobody handed on': [['undelivered'], (facts) => (facts.outbox[3]!.published = false)],
    'an event that the relay parked': [['parked'], (facts) => Object.assign(facts.outbox[3]!, { published: false, parked: true })],
    'an event that a handler parked': [['parked'], (facts) => (facts.inbox[5]!.parked = true)],
    'an effect that never came': [['effects'], (facts) => (facts.inbox = facts.inbox.filter(({ eventId, handler }) => eventId !== 'event 5' || handler !== 'pack-versions'))],
    'a picture of the version before': [['behind'], (facts) => (facts.diagrams[0]!.drawn = 11)],
    'a diagram whose words are nowhere': [['behind'], (facts) => (facts.diagrams[0]!.indexed = null)],
    'a handler that nobody knows': [['effects'], (facts) => facts.inbox.push({ eventId: 'event 5', handler: 'unknown', settled: true, parked: false })],
  };
  it.each(Object.entries(PLANTS))('finds %s', (_, [rules, plant]) => {
    expect(broken(plant).sort()).toEqual([...rules].sort());
  });

  it('plants something against every rule', () => {
    expect(new Set(Object.values(PLANTS).flatMap(([rules]) => rules))).toEqual(new Set(Object.keys(RULES)));
  });

  it.each(['server.unavailable with Retry-After', 'a lost answer'])('does not mind %s', (what) => {
    const plant = (facts: Facts) => operation(facts, 5).attempts.unshift(attempt(5, what.startsWith('a lost') ? { requestId: 'chaos.0.5.0', error: 'ECONNRESET' } : { requestId: 'chaos.0.5.0', status: 503, retryAfter: '2' }));
    expect(broken(plant)).toEqual([]);
  });

  it('does not mind that what was spoilt on purpose is parked', () => {
    const facts = good();
    Object.assign(facts.outbox[3]!, { published: false, parked: true });
    expect(Object.values(judge(facts, listeners, (id) => id === 'event 4')).flat()).toEqual([]);
  });
});
