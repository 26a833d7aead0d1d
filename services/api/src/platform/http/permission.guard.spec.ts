import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../kernel/actor.js';
import { checkMeant } from './permission.guard.js';

const ada = { userId: 'ada' } as Actor;

describe('who something is done for', () => {
  it('may be left open, and gives no rights', () => {
    expect(() => checkMeant(undefined, ada)).not.toThrow();
    expect(() => checkMeant('ada', ada)).not.toThrow();
    expect(() => checkMeant('ada', null)).not.toThrow(); // whether somebody has to be signed in is asked elsewhere
  });

  it.each(['bob', '', ['ada', 'bob']])('is not somebody else: %s', (meant) => {
    expect(() => checkMeant(meant, ada)).toThrow(expect.objectContaining({ code: 'auth.unauthenticated' }));
  });
});
