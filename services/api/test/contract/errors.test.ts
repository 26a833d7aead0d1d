import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { ERRORS, type ErrorCode } from '@bpmn-studio/contracts';

const DOCUMENT = new URL('../../../../docs/errors.md', import.meta.url);

interface Row {
  readonly anchor: string;
  readonly code: string;
  readonly status: number;
  readonly meaning: string;
  readonly mend: string;
}

async function rows(): Promise<Row[]> {
  const text = await readFile(DOCUMENT, 'utf8');
  return [...text.matchAll(/^\| <a id="([^"]+)"><\/a>`([^`]+)` \| (\d{3}) \| (.+?) \| (.+?) \|$/gm)].map(([, anchor = '', code = '', status, meaning = '', mend = '']) => ({ anchor, code, status: Number(status), meaning, mend }));
}

describe('docs/errors.md', () => {
  it('describes every code of the contract, once', async () => {
    expect((await rows()).map(({ code }) => code).sort()).toEqual(Object.keys(ERRORS).sort());
  });

  it('has the status of the contract and an anchor the problem type leads to', async () => {
    for (const { anchor, code, status } of await rows()) {
      expect({ code, status, anchor }).toEqual({ code, status: ERRORS[code as ErrorCode].status, anchor: code });
    }
  });

  it('names a meaning and a mend for each', async () => {
    for (const { meaning, mend } of await rows()) {
      expect(meaning.length).toBeGreaterThan(15);
      expect(mend.length).toBeGreaterThan(8);
    }
  });

  it('mentions no code that the contract does not have', async () => {
    const text = await readFile(DOCUMENT, 'utf8');
    const areas = [...new Set(Object.keys(ERRORS).map((code) => code.split('.')[0]))].join('|');
    const mentioned = [...text.matchAll(new RegExp(`\`((?:${areas})\\.[a-z_]+)\``, 'g'))].map(([, code]) => code);
    expect(mentioned.filter((code) => !((code ?? '') in ERRORS))).toEqual([]);
  });
});
