import { describe, expect, it } from '@jest/globals';
import { sessionCookie } from './session-cookie.js';

describe('sessionCookie', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['theme=dark', undefined],
    ['bpmn-studio.session_token=abc.def%3D', 'abc.def%3D'],
    ['theme=dark; bpmn-studio.session_token=abc ; x=y', 'abc'],
    ['bpmn-studio.session_token=abc; bpmn-studio.session_token=evil', undefined],
    ['__Host-bpmn-studio.session_token=abc', undefined],
    ['xbpmn-studio.session_token=abc', undefined],
  ])('of %s on http', (header, expected) => {
    expect(sessionCookie(header, false)).toBe(expected);
  });

  it('wants the __Host- prefix on https', () => {
    expect(sessionCookie('bpmn-studio.session_token=planted; __Host-bpmn-studio.session_token=abc', true)).toBe('abc');
    expect(sessionCookie('bpmn-studio.session_token=planted', true)).toBeUndefined();
  });
});
