import { parseArgs } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { readArguments, UsageError } from './command-line.js';

const USAGE = 'Give the file.';
const read = (...args: string[]) => readArguments(USAGE, () => parseArgs({ args, allowPositionals: true, options: { check: { type: 'boolean', default: false } } }), [1, 1]);

describe('the arguments of a command', () => {
  it('are its options and files', () => {
    expect(read('--check', 'a.backup')).toMatchObject({ values: { check: true }, positionals: ['a.backup'] });
  });

  it.each([[[]], [['a', 'b']], [['--chek', 'a']]])('%j: anything else is answered with how it is used', (args) => {
    const refused = expect(() => read(...args));
    refused.toThrow(UsageError);
    refused.toThrow(USAGE);
  });
});
