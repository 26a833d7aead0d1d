import { saveDiagram } from '@bpmn-studio/contracts';
import { expect, it } from '@jest/globals';
import { safeText } from './safe-text.js';

it.each(['Pay\0ment', '\0 Payment ', '\ud83dPayment\ude00', 'Payment 👩‍👩‍👧‍👦 مرحبا', '\ud83d\ud83d\ude00'])('%j is taken by the server', (text) => {
  expect(saveDiagram.body.safeParse({ title: safeText(text) })).toMatchObject({ success: true });
});

it('leaves out nothing else', () => {
  expect(safeText('Pay\0ment\ud83d')).toBe('Payment');
  expect(safeText('Order 😀 \t → Λ')).toBe('Order 😀 \t → Λ');
});
