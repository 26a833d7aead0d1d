import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { titleSchema } from '@bpmn-studio/contracts';
import { copyTitle, importTitle } from './diagram-title.js';

describe('titles', () => {
  it.each([
    ['Order', [], 'Order (copy)'],
    ['Order', ['Order (copy)'], 'Order (copy 2)'],
    ['Order (copy)', ['Order (copy)'], 'Order (copy 2)'],
    ['Order (copy 2)', ['Order (copy)', 'Order (copy 2)', 'Order (copy 4)'], 'Order (copy 3)'],
    ['Order (copy 2)', [], 'Order (copy)'],
    ['Order (copy) (copy)', [], 'Order (copy)'],
    ['Order (copyright)', [], 'Order (copyright) (copy)'],
    ['(copy)', [], '(copy) (copy)'],
    ['x'.repeat(200), [], `${'x'.repeat(188)} (copy)`],
  ])('names a copy of %j, beside %j, after its original', (title, taken, copy) => expect(copyTitle(title, taken)).toBe(copy));

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
        const [first, second] = [copyTitle(importTitle(name, file), []), copyTitle(importTitle(name, file), [copyTitle(importTitle(name, file), [])])];
        expect(titleSchema.parse(first)).toBe(first);
        expect(titleSchema.parse(second)).toBe(second);
        expect(copyTitle(first, [first])).toBe(second);
      }),
    ));
});
