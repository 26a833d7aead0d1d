import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { signAnew } from './sign-anew.js';

const signed = (text: string, secret: string) => encodeURIComponent(`${text}.${createHmac('sha256', secret).update(text).digest('base64')}`);

describe('a cookie that was signed by the former secret', () => {
  it('is signed by the present one, others stay as they are', () => {
    const header = `theme=dark; bpmn-studio.session_token=${signed('token', 'old')}; other=${signed('other', 'new')}`;
    expect(signAnew(header, 'new', ['new', 'old'])).toBe(`theme=dark; bpmn-studio.session_token=${signed('token', 'new')}; other=${signed('other', 'new')}`);
  });

  it.each(['token', 'token.', '.', `${'a'.repeat(43)}=`, '%E0%A4%A', signed('token', 'stranger'), `token.${'a'.repeat(43)}%3D`, ''])('is left alone when it is %s', (value) => {
    expect(signAnew(`a=${value}`, 'new', ['new', 'old'])).toBe(`a=${value}`);
  });

  it('is not even looked at while there is one secret', () => {
    expect(signAnew(`a=${signed('token', 'old')}`, 'new', ['new'])).toBe(`a=${signed('token', 'old')}`);
  });
});
