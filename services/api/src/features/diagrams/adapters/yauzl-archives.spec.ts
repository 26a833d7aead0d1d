import { describe, expect, it } from '@jest/globals';
import { zip } from '../../../../test/support/zip.js';
import { YauzlArchives } from './yauzl-archives.js';

const ROOM = { files: 10, fileBytes: 1_000, totalBytes: 2_500 };
const archives = new YauzlArchives();
const unpack = (bytes: Buffer) => archives.unpack('models.zip', bytes, ROOM);
const refused = (name: string, why: RegExp) => ({ name, refusal: expect.stringMatching(why) });

describe('archives', () => {
  it('unpack files, packed or not, under the name of the archive', async () => {
    const files = await unpack(zip([{ name: 'a.bpmn', data: 'one' }, { name: 'deep/b.xml', data: 'two', stored: true }]));
    expect(files).toEqual([
      { name: 'models.zip/a.bpmn', bytes: Buffer.from('one') },
      { name: 'models.zip/deep/b.xml', bytes: Buffer.from('two') },
    ]);
  });

  it('pass over folders and what operating systems leave behind', async () => {
    expect(await unpack(zip([{ name: 'deep/', data: '' }, { name: '__MACOSX/._a.bpmn', data: 'x' }, { name: 'deep/._a.bpmn', data: 'x' }, { name: '.DS_Store', data: 'x' }]))).toEqual([]);
  });

  it.each([
    ['../evil.bpmn', /leads out/],
    ['/etc/evil.bpmn', /leads out/],
    ['C:\\evil.bpmn', /leads out/],
    ['inner.zip', /inside an archive/],
    ['readme.txt', /Only/],
  ])('refuse %s by its name and go on', async (name, why) => {
    const [bad, good] = await unpack(zip([{ name, data: 'x' }, { name: 'good.bpmn', data: 'y' }]));
    expect(bad).toEqual(refused(expect.any(String) as unknown as string, why));
    expect(good).toMatchObject({ name: 'models.zip/good.bpmn' });
  });

  it('stop unpacking a file that becomes too large, and take the next', async () => {
    const files = await unpack(zip([{ name: 'bomb.bpmn', data: '0'.repeat(1_000_000) }, { name: 'good.bpmn', data: 'y' }]));
    expect(files[0]).toEqual(refused('models.zip/bomb.bpmn', /unpacks to more than/));
    expect(files[1]).toMatchObject({ bytes: Buffer.from('y') });
  });

  it('bound what bombs cost together', async () => {
    const files = await unpack(zip(Array.from({ length: 9 }, (_, n) => ({ name: `${n}.bpmn`, data: '0'.repeat(1_000_000) }))));
    expect(files.map((file) => 'refusal' in file && file.refusal)).toEqual([
      expect.stringMatching(/unpacks to more/), expect.stringMatching(/unpacks to more/), expect.stringMatching(/unpacks to more/), expect.stringMatching(/What follows was left out/),
    ]);
  });

  it('read names that are UTF-8, say so or not, and CP437 otherwise', async () => {
    const files = await unpack(zip([{ name: 'Prüfung.bpmn', data: 'a' }, { name: '漢字.bpmn', data: 'b', utf8: false }, { name: Buffer.from('Pr\x81fung.bpmn', 'latin1'), data: 'c', utf8: false }]));
    expect(files.map(({ name }) => name)).toEqual(['models.zip/Prüfung.bpmn', 'models.zip/漢字.bpmn', 'models.zip/Prüfung.bpmn']);
  });

  it('keep two files of one name apart', async () => {
    const files = await unpack(zip([{ name: 'a.bpmn', data: 'one' }, { name: 'a.bpmn', data: 'two' }]));
    expect(files.map((file) => 'bytes' in file && file.bytes.toString())).toEqual(['one', 'two']);
  });

  it('show long names by their ends, and names that play tricks as they are', async () => {
    const [long, tricky] = await unpack(zip([{ name: `${'deep/'.repeat(100)}end.bpmn`, data: 'x' }, { name: 'a\u202Enpmb.bpmn', data: 'x' }]));
    expect(long?.name).toMatch(/^models\.zip\/deep.*….*end\.bpmn$/);
    expect(long?.name.length).toBeLessThanOrEqual(300);
    expect(long).toHaveProperty('bytes');
    expect(tricky?.name).toBe('models.zip/a_npmb.bpmn');
  });

  it('bound the sum of all files', async () => {
    const files = await unpack(zip([1, 2, 3, 4].map((n) => ({ name: `${n}.bpmn`, data: 'x'.repeat(900) }))));
    expect(files.map((file) => 'bytes' in file)).toEqual([true, true, false, false]);
  });

  it('bound the number of files', async () => {
    const files = await unpack(zip(Array.from({ length: 500 }, (_, n) => ({ name: `${n}.bpmn`, data: 'x' }))));
    expect(files.length).toBeLessThanOrEqual(ROOM.files + 2);
  });

  it('refuse a file whose checksum does not fit', async () => {
    expect(await unpack(zip([{ name: 'a.bpmn', data: 'one', crc: 1 }]))).toEqual([refused('models.zip/a.bpmn', /checksum/)]);
  });

  it('refuse a file whose claimed size is a lie', async () => {
    expect(await unpack(zip([{ name: 'a.bpmn', data: 'x'.repeat(5_000), claim: 10 }]))).toEqual([refused('models.zip/a.bpmn', /cannot be unpacked/)]);
  });

  it('refuse an encrypted file', async () => {
    expect(await unpack(zip([{ name: 'a.bpmn', data: 'one', flags: 1 }]))).toEqual([refused('models.zip/a.bpmn', /encrypted/)]);
  });

  it.each([['nothing', Buffer.alloc(0)], ['text', Buffer.from('not a zip')], ['half an archive', zip([{ name: 'a.bpmn', data: 'one' }]).subarray(20)]])(
    'refuse %s as a whole',
    async (_what, bytes) => expect(await unpack(bytes)).toEqual([refused('models.zip', /damaged/)]),
  );
});
