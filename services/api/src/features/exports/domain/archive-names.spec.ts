import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ArchiveNames } from './archive-names.js';

describe('names in an archive', () => {
  const names = (projects: readonly (readonly [string, string])[] = []) => new ArchiveNames(new Map(projects));
  const plain = (title: string) => ({ title, projectId: null });

  it('are numbered where two would be the same to some file system', () => {
    const archive = names();
    expect(['Order', 'ORDER', 'order', 'Order (2)'].map((title) => archive.of(plain(title), 'pdf'))).toEqual(['Order.pdf', 'ORDER (2).pdf', 'order (3).pdf', 'Order (2) (2).pdf']);
  });

  it('stand in a folder for each project, with names of their own too', () => {
    const archive = names([['1', 'Sales'], ['2', 'sales'], ['3', '..']]);
    expect(['1', '2', '3', '4', '1'].map((projectId) => archive.of({ title: 'A', projectId }, 'bpmn'))).toEqual(['Sales/A.bpmn', 'sales (2)/A.bpmn', 'project/A.bpmn', 'project (2)/A.bpmn', 'Sales/A (2).bpmn']);
  });

  it('are never those of the manifest, and never lead out of the archive', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 150 }), { maxLength: 20 }), (titles) => {
        const archive = names([['p', titles[0] ?? '']]);
        const given = titles.flatMap((title) => [archive.of(plain(title), 'json'), archive.of({ title, projectId: 'p' }, 'txt')]);
        expect(new Set(given.map((name) => name.toLowerCase())).size).toBe(given.length);
        expect(given).not.toContain('manifest.json');
        for (const part of given.flatMap((name) => name.split('/'))) {
          expect(part).toMatch(/^[^\\:*?"<>|\p{Cc}/]+$/u);
          expect(part).not.toMatch(/^\.|[. ]$/);
          expect(Buffer.byteLength(part)).toBeLessThan(255);
        }
      }),
    ));
});
