import { describe, expect, it } from '@jest/globals';
import { fileNameFor } from './download.js';

describe('the name of a downloaded file', () => {
  it.each([
    ['Order to cash', 'Order to cash.bpmn'],
    ['../../etc/passwd', 'etc passwd.bpmn'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a b c d e f g h i j.bpmn'],
    ['Kredit\u202Eantrag\u0000 prüfen ', 'Kredit antrag prüfen.bpmn'],
    ['...', 'diagram.bpmn'],
    ['請求書', '請求書.bpmn'],
  ])('%s becomes %s', (title, name) => {
    expect(fileNameFor(title, 'bpmn')).toBe(name);
  });

  it('is bounded', () => {
    expect(fileNameFor('x'.repeat(500), 'svg')).toHaveLength(124);
  });
});
