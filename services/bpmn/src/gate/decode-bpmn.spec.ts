import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BpmnGateError } from './bpmn-gate-error.js';
import { decodeBpmn } from './decode-bpmn.js';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, bigEndian = false) => {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), !bigEndian);
  return bytes;
};
const declared = (encoding: string, ...rest: number[]) => new Uint8Array([...utf8(`<?xml version="1.0" encoding="${encoding}"?>`), ...rest]);

function refusal(bytes: Uint8Array): BpmnGateError {
  try {
    decodeBpmn(bytes);
  } catch (error) {
    if (error instanceof BpmnGateError) return error;
  }
  throw new Error('was not refused');
}

describe('decodeBpmn', () => {
  it('reads UTF-8 without a declaration', () => {
    expect(decodeBpmn(utf8('<a>Prüfung €</a>'))).toEqual({ text: '<a>Prüfung €</a>', encoding: 'utf-8' });
  });

  it('keeps a byte order mark in the text', () => {
    expect(decodeBpmn(utf8('\uFEFF<a/>')).text).toBe('\uFEFF<a/>');
  });

  it('reads UTF-16 by its byte order mark, and without one by its first characters', () => {
    expect(decodeBpmn(utf16('\uFEFF<a>é</a>'))).toEqual({ text: '\uFEFF<a>é</a>', encoding: 'utf-16le' });
    expect(decodeBpmn(utf16('\uFEFF<a>é</a>', true))).toEqual({ text: '\uFEFF<a>é</a>', encoding: 'utf-16be' });
    expect(decodeBpmn(utf16('<?xml version="1.0"?>')).encoding).toBe('utf-16le');
    expect(decodeBpmn(utf16('<?xml version="1.0"?>', true)).encoding).toBe('utf-16be');
  });

  it.each([
    ['windows-1252', 0x80, '€'],
    ['ISO-8859-1', 0xe9, 'é'],
    ['iso-8859-15', 0xa4, '€'],
    ['windows-1251', 0xc6, 'Ж'],
    ['cp1252', 0xe4, 'ä'],
  ])('honours the declared encoding %s', (encoding, byte, character) => {
    expect(decodeBpmn(declared(encoding, byte)).text.at(-1)).toBe(character);
  });

  it.each([
    ['Shift_JIS', [0x93, 0xfa, 0x96, 0x7b], '日本', 'shift-jis'],
    ['GB18030', [0xc4, 0xe3, 0x81, 0x30, 0x89, 0x38], '你ß', 'gb18030'],
    ['GB2312', [0xc4, 0xe3], '你', 'gbk'],
    ['EUC-JP', [0xc6, 0xfc], '日', 'euc-jp'],
    ['Big5', [0xa4, 0xa4], '中', 'big5'],
    ['KS_C_5601-1987', [0xc7, 0xd1], '한', 'euc-kr'],
    ['KOI8-R', [0xf0], 'П', 'koi8-r'],
  ])('honours the declared encoding %s', (declaration, bytes, characters, encoding) => {
    const read = decodeBpmn(declared(declaration, ...bytes));
    expect(read).toEqual({ text: expect.stringMatching(new RegExp(`>${characters}$`, 'u')), encoding });
    // The database keeps the name, and text is read by it again.
    expect(encoding).toMatch(/^[a-z0-9-]{1,40}$/);
    expect(new TextDecoder(encoding).decode(new Uint8Array(bytes))).toBe(characters);
  });

  it('does not believe a declaration the bytes speak against', () => {
    for (const encoding of ['UTF-16', 'utf-16', 'ISO-8859-1', 'windows-1252']) expect(decodeBpmn(new Uint8Array([...declared(encoding), ...utf8('Prüfung')]))).toMatchObject({ encoding: 'utf-8', text: expect.stringMatching(/Prüfung$/) });
    expect(refusal(declared('UTF-16', 0xfc)).detail).toMatch(/says it is UTF-16/);
    expect(refusal(declared('UTF-8', 0xfc, 0x66)).detail).toMatch(/0xFC/);
  });

  it('says where a byte does not belong', () => {
    const error = refusal(new Uint8Array([...utf8('<a>\n  é'), 0xff, 65]));
    expect(error).toMatchObject({ reason: 'encoding', line: 2, column: 4 });
    expect(error.detail).toContain('0xFF at offset 8');
  });

  it('finds a sequence that is cut off at the end, also far into the file', () => {
    const bytes = new Uint8Array(300_001).fill(65);
    bytes[300_000] = 0xc3;
    expect(refusal(bytes).detail).toContain('offset 300000');
  });

  it.each(['UTF-7', 'EBCDIC-CP-US', 'x-user-defined', 'iso-8859-99', 'UTF-32'])('refuses the encoding %s', (encoding) => {
    expect(refusal(declared(encoding)).reason).toBe('encoding');
  });

  it('refuses UTF-32 and nothing at all', () => {
    expect(refusal(new Uint8Array([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0])).reason).toBe('encoding');
    expect(refusal(new Uint8Array()).reason).toBe('empty');
  });

  it('gives back every text that was written as UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        fc.pre(!text.startsWith('<') && !text.startsWith('\0'));
        expect(decodeBpmn(utf8(text)).text).toBe(text);
      }),
    );
  });

  it('answers any bytes with a text or a refusal', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          expect(typeof decodeBpmn(bytes).text).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(BpmnGateError);
        }
      }),
    );
  });
});
