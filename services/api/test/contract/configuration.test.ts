import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { describeConfiguration, environmentSchema } from '../../src/platform/config/index.js';

const at = (path: string) => readFile(new URL(`../../../../${path}`, import.meta.url), 'utf8');

describe('docs/configuration.md', () => {
  it('is what the schema and env.example say (node services/api/dist/configuration.js writes it)', async () => {
    expect(await at('docs/configuration.md')).toBe(describeConfiguration(await at('services/api/env.example')));
  });

  it('has a row for every variable, with what it takes', async () => {
    const rows = [...(await at('docs/configuration.md')).matchAll(/^\| `([A-Z0-9_]+)` \| (.+?) \| (.+?) \| (.+?) \|$/gm)];
    expect(rows.map(([, name]) => name).sort()).toEqual(Object.keys(environmentSchema.shape).sort());
    for (const [, , , takes, words = ''] of rows) {
      expect(takes).not.toBe('');
      expect(words.length).toBeGreaterThan(10);
    }
  });
});

describe('describeConfiguration', () => {
  it('refuses an example that leaves a variable out, or has one too many', async () => {
    const example = await at('services/api/env.example');
    expect(() => describeConfiguration(example.replace(/^PORT=.*$/m, ''))).toThrow('says nothing of PORT');
    expect(() => describeConfiguration(`${example}\n\n# One too many.\nNOT_KNOWN=1\n`)).toThrow('NOT_KNOWN');
  });
});
