import { expect, it, jest } from '@jest/globals';
import EventBus from 'diagram-js/lib/core/EventBus';
import { LetGo } from './let-go.js';

it('breaks off what a hand left standing before anything is taken off the canvas', () => {
  const order: string[] = [];
  const services: Record<string, object> = { dragging: { cancel: () => order.push('drag') }, popupMenu: { close: () => order.push('menu') } };
  const bus = new EventBus();
  bus.on('diagram.clear', 1_000, () => order.push('clear'));
  const injector = { get: jest.fn((name: string) => services[name] ?? null) as never };
  expect(new LetGo(bus, injector)).toBeDefined();
  bus.fire('diagram.clear');
  expect(order).toEqual(['drag', 'menu', 'clear']);
});
