import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attachment, fileNameOf } from './file-name.js';

describe('file names', () => {
  it.each([
    ['Order to cash', 'Order to cash.bpmn'],
    ['../../etc/passwd', '_.._etc_passwd.bpmn'],
    ['a\r\nSet-Cookie: x', 'a_Set-Cookie_ x.bpmn'],
    ['...', 'diagram.bpmn'],
    ['CON', '_CON.bpmn'],
    ['con .draft', '_con .draft.bpmn'],
    ['aux.backup', '_aux.backup.bpmn'],
    ['lpt¹', '_lpt¹.bpmn'],
    ['漢'.repeat(100), `${'漢'.repeat(66)}.bpmn`],
    ['u\u0308', 'ü.bpmn'],
    ['Prüfung', 'Prüfung.bpmn'],
  ])('makes of %j the name %j', (title, name) => expect(fileNameOf(title, 'bpmn')).toBe(name));

  it('gives every client a name it can read', () =>
    expect(attachment('Prüfung 7%.bpmn')).toBe(`attachment; filename="Prufung 7_.bpmn"; filename*=UTF-8''Pr%C3%BCfung%207%25.bpmn`));

  it('never breaks the header, whatever the title', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
        const name = fileNameOf(title, 'bpmn');
        expect(name).not.toMatch(/[/\\\p{Cc}]/u);
        expect(attachment(name)).toMatch(/^attachment; filename="[\x20-\x21\x23-\x7e]+"; filename\*=UTF-8''[A-Za-z0-9._~!%-]+$/);
      }),
    ));
});
