import { describe, expect, it } from '@jest/globals';
import { engineIn } from './engines.js';

const camunda = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"';
const zeebe = "xmlns:zeebe='http://camunda.org/schema/zeebe/1.0'";

describe('the engine of a document', () => {
  it('is the one whose namespace it declares', () => {
    expect(engineIn(`<definitions ${camunda}/>`)).toBe('camunda');
    expect(engineIn(`<definitions ${zeebe}/>`)).toBe('zeebe');
  });

  it('is the one that says more, of two', () => {
    expect(engineIn(`<definitions ${camunda} ${zeebe}><zeebe:a/><zeebe:b/><task camunda:c=""/></definitions>`)).toBe('zeebe');
    expect(engineIn(`<definitions ${camunda} ${zeebe}/>`)).toBe('camunda');
  });

  it('is none where the address is only spoken of', () => expect(engineIn('<text>http://camunda.org/schema/1.0/bpmn</text>')).toBeNull());
});
