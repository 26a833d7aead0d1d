import { describe, expect, it } from '@jest/globals';
import { outcomeOf } from './measure-saves.js';

describe('what became of a save', () => {
  it.each([
    [{ status: 200, problem: undefined, outcome: 'saved' }, 'saved'],
    [{ status: 200, problem: undefined, outcome: 'replay' }, 'saved'],
    [{ status: 200, problem: undefined, outcome: 'unchanged' }, 'unchanged'],
    [{ status: 409, problem: 'diagram.version_conflict', outcome: undefined }, 'conflict'],
    [{ status: 409, problem: 'idempotency.in_flight', outcome: undefined }, 'refused'],
    [{ status: 429, problem: 'request.rate_limited', outcome: undefined }, 'refused'],
    [{ status: 499, problem: undefined, outcome: undefined }, 'refused'],
    [{ status: 500, problem: 'server.internal', outcome: undefined }, 'failed'],
    [{ status: 503, problem: 'server.unavailable', outcome: undefined }, 'unavailable'],
  ] as const)('%o is %s', (answered, expected) => {
    expect(outcomeOf(answered)).toBe(expected);
  });
});
