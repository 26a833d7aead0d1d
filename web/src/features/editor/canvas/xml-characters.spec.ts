import { expect, it } from '@jest/globals';
import { inXmlCharacters } from './xml-characters.js';

it('leaves out what no document can hold', () => {
  expect(inXmlCharacters('a\0b\x02c\x0cd\ufffee\uffff')).toBe('abcde');
  expect(inXmlCharacters('x\ud83dy\ude00z')).toBe('xyz');
});

it('makes the line break of a word processor one', () => {
  expect(inXmlCharacters('one\x0btwo')).toBe('one\ntwo');
});

it('leaves everything else alone', () => {
  const text = 'tab\t line\r\n é 👩‍👩‍👧‍👦 مرحبا \u2028 \u0085 \ufeff ]]>';
  expect(inXmlCharacters(text)).toBe(text);
});
