import { describe, expect, it, jest } from '@jest/globals';
import { importInto, readable } from './opened-text.js';

const documentOf = (tasks: number) => `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="P">${'<task id="A" name="a"/>'.repeat(tasks)}</process></definitions>`;
const canvasOf = () => ({ importXML: jest.fn<(xml: string, page?: string) => Promise<void>>(() => Promise.resolve()) });

describe('importInto', () => {
  it('puts the text the canvas can read on it', async () => {
    const canvas = canvasOf();
    await importInto(canvas, readable(documentOf(2).replaceAll('"A"', '"Ä"')), 'Page');
    expect(canvas.importXML).toHaveBeenCalledWith(expect.stringContaining('id="_uc4_"'), 'Page');
  });

  it('does not begin with one that would hold the page up for minutes', async () => {
    const canvas = canvasOf();
    await expect(importInto(canvas, readable(documentOf(20_000)))).rejects.toThrow(/^More than \d+ of its elements/);
    expect(canvas.importXML).not.toHaveBeenCalled();
  });
});
