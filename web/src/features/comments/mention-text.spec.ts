import { describe, expect, it } from '@jest/globals';
import { bodyOf, piecesOf, searchedFor, writtenWith } from './mention-text.js';

const ANN = { id: 'aaaaaaaa-0000-4000-8000-000000000001', name: 'Ann' };
const ANNA = { id: 'bbbbbbbb-0000-4000-8000-000000000002', name: 'Ann Lee' };

describe('a text with mentions', () => {
  it('is shown in pieces, with the names people have now', () => {
    expect(piecesOf(`Hi <@${ANN.id}>, see <b>`, [ANN])).toEqual([{ from: 0, text: 'Hi ' }, { from: 3, id: ANN.id, text: '@Ann' }, { from: 42, text: ', see <b>' }]);
    expect(piecesOf(`<@${ANN.id}>`, [])).toEqual([{ from: 0, id: ANN.id, text: '@former member' }]);
    expect(piecesOf('nobody', [])).toEqual([{ from: 0, text: 'nobody' }]);
  });

  it('comes back as it was sent after it was written in', () => {
    const body = `<@${ANNA.id}> and <@${ANN.id}>`;
    expect(bodyOf(writtenWith(body, [ANN, ANNA]), [ANN, ANNA])).toBe(body);
  });

  it('mentions only who was chosen', () => {
    expect(bodyOf('@Ann and @Bob', [])).toBe('@Ann and @Bob');
    expect(bodyOf('@Ann Lee', [ANN])).toBe(`<@${ANN.id}> Lee`);
  });
});

describe('who is looked for', () => {
  it.each([['@', 1, { from: 0, query: '' }], ['Hi @an', 6, { from: 3, query: 'an' }], ['(@Ann Le', 8, { from: 1, query: 'Ann Le' }], ['@an rest', 3, { from: 0, query: 'an' }]])('in %j', (text, caret, found) => {
    expect(searchedFor(text, caret)).toEqual(found);
  });

  it.each([['mail@host', 9], ['no one', 6], ['@Ann Lee wrote', 14], ['@a\n', 3]])('is nobody in %j', (text, caret) => {
    expect(searchedFor(text, caret)).toBeNull();
  });
});
