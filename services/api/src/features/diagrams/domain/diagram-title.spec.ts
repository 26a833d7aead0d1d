import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { titleSchema } from '@bpmn-studio/contracts';
import { copyTitle, importTitle } from './diagram-title.js';

describe('titles', () => {
  it('names a copy after its original', () => expect(copyTitle('Order')).toBe('Order (copy)'));

  it('prefers the name the model gives itself', () => expect(importTitle(' Order\n to cash ', 'a/b.bpmn')).toBe('Order to cash'));

  it.each([
    ['folder/Order to cash.bpmn', 'Order to cash'],
    ['C:\\temp\\claim.BPMN', 'claim'],
    ['claim.bpmn20.xml', 'claim'],
    ['.bpmn', 'Imported diagram'],
  ])('takes the file name %s', (file, title) => expect(importTitle(undefined, file)).toBe(title));

  it('always makes a title the API takes', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 400 }), (name, file) => {
        expect(titleSchema.safeParse(importTitle(name, file)).success).toBe(true);
        expect(titleSchema.safeParse(copyTitle(importTitle(name, file))).success).toBe(true);
      }),
    ));
});
