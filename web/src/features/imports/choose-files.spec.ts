import { describe, expect, it } from '@jest/globals';
import { chooseFiles } from './choose-files.js';

const limits = { files: 3, fileBytes: 100, totalBytes: 250 };
const file = (name: string, size = 10) => ({ name, size });
const names = (batches: readonly (readonly { readonly name: string }[])[]) => batches.map((batch) => batch.map(({ name }) => name));

describe('the files of an import', () => {
  it('takes the endings it knows, in any case, and says why it refuses the others', () => {
    const { batches, refused } = chooseFiles([file('a.BPMN'), file('photo.png'), file('b.xml'), file('empty.bpmn', 0), file('c.zip')], limits);
    expect(names(batches)).toEqual([['a.BPMN', 'b.xml', 'c.zip']]);
    expect(refused).toEqual([
      { name: 'photo.png', detail: 'Only .bpmn, .xml, .zip files can be imported.' },
      { name: 'empty.bpmn', detail: 'The file is empty.' },
    ]);
  });

  it('splits by number and by size', () => {
    expect(names(chooseFiles(['1', '2', '3', '4'].map((name) => file(`${name}.bpmn`)), limits).batches)).toEqual([['1.bpmn', '2.bpmn', '3.bpmn'], ['4.bpmn']]);
    expect(names(chooseFiles(['1', '2', '3'].map((name) => file(`${name}.bpmn`, 100)), limits).batches)).toEqual([['1.bpmn', '2.bpmn'], ['3.bpmn']]);
  });

  it('lets an archive be as large as a whole import', () => {
    expect(chooseFiles([file('a.zip', 250)], limits).refused).toEqual([]);
    expect(chooseFiles([file('a.zip', 251), file('a.bpmn', 101)], limits).refused).toHaveLength(2);
  });
});
