import { describe, expect, it } from '@jest/globals';
import { newTraceparent } from './trace.js';

describe('the trace of a change', () => {
  it('is new with every change, and written as W3C has it', () => {
    expect(newTraceparent()).toMatch(/^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-01$/);
    expect(newTraceparent()).not.toBe(newTraceparent());
  });
});
