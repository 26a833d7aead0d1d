import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LiveRefusal } from './live-refusal.js';
import { readFrame } from './read-frame.js';

const text = (value: string) => part([...new TextEncoder().encode(value)]);
const part = (bytes: number[]) => [bytes.length, ...bytes];
const frame = (...bytes: number[]) => Uint8Array.from([...text('d1'), ...bytes]);

describe('readFrame', () => {
  it('reads what clients send', () => {
    expect(readFrame(frame(2, 0, ...text('ticket'), ...text('4.7.0')))).toEqual({ kind: 'auth', document: 'd1', token: 'ticket' });
    expect(readFrame(frame(0, 0, ...part([0]))).kind).toBe('ask');
    expect(readFrame(frame(0, 0, ...part([1, 0x81, 0x01, 7]))).kind).toBe('ask');
    expect(readFrame(frame(0, 1, ...part([0, 0]))).kind).toBe('update');
    expect(readFrame(frame(4, 2, ...part([0, 0]))).kind).toBe('update');
    expect(readFrame(frame(1, ...part([0]))).kind).toBe('awareness');
    expect(readFrame(frame(1, ...part([2, 5, 1, ...text('{"a":1}'), 6, 2, ...text('null')]))).kind).toBe('awareness');
    expect(readFrame(frame(1, ...part([1, 5, 1, ...text(`{"a":[1]}`)]))).kind).toBe('awareness');
    expect(readFrame(frame(3)).kind).toBe('ask awareness');
    expect(readFrame(frame(5, ...text('{}'))).kind).toBe('stateless');
    expect(readFrame(frame(7)).kind).toBe('close');
    expect(readFrame(frame(10)).kind).toBe('nothing');
  });

  it('leaves the session out of the name of a document', () => {
    expect(readFrame(Uint8Array.from([...text('d1\0s7'), 3])).document).toBe('d1');
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a name that is longer than the message', Uint8Array.from([200, 1, 65])],
    ['no type', frame()],
    ['a type only servers send', frame(8, 1)],
    ['a word among servers', frame(6, ...text('x'))],
    ['an unknown step', frame(0, 3, ...part([0]))],
    ['half an update', frame(0, 2, 9, 1)],
    ['something behind an update', frame(0, 2, ...part([0, 0]), 1)],
    ['a state vector that is none', frame(0, 0, ...part([3, 1]))],
    ['a state vector of endless clients', frame(0, 0, ...part([255, 255, 255, 255, 15]))],
    ['presence that is no JSON', frame(1, ...part([1, 5, 1, ...text('{')]))],
    ['presence that is no object', frame(1, ...part([1, 5, 1, ...text('7')]))],
    ['presence that is nested too deep', frame(1, ...part([1, 5, 1, ...text('{"a":'.repeat(17) + '1' + '}'.repeat(17))]))],
    ['a number without an end', frame(255, 255, 255, 255, 255, 255, 255, 255, 255, 255)],
    ['another word of signing in', frame(2, 1, ...text('x'))],
    ['an endless token', frame(2, 0, 201, 1, ...Array<number>(201).fill(65))],
  ])('refuses %s', (_what, bytes) => {
    expect(() => readFrame(bytes)).toThrow(expect.objectContaining({ code: 4400 }));
  });

  it('reads or refuses whatever comes, and throws nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          readFrame(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(LiveRefusal);
        }
      }),
      { numRuns: 2_000, seed: 6 },
    );
  });
});
