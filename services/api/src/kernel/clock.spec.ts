import { describe, expect, it } from '@jest/globals';
import { SystemClock } from './clock.js';

describe('SystemClock', () => {
  it('tells the time of the machine', () => {
    expect(new SystemClock().now()).toBeInstanceOf(Date);
  });
});
