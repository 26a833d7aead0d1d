import { describe, expect, it } from '@jest/globals';
import { FIXTURES, readFixture } from '../../fixtures/read-fixture.js';
import { measureFidelity } from './measure-fidelity.js';

describe('measureFidelity', () => {
  it.each(FIXTURES)('finds nothing lost of the golden diagram %s', async (name) => {
    const report = await measureFidelity(readFixture(name));
    expect(report.elements).toBeGreaterThan(5);
    expect(report.elementsKept).toBe(report.elements);
    expect(report.namesKept).toBe(report.names);
    expect(report.drawn).toBe(report.laidOut);
  });

  it('counts what the model loses', async () => {
    const report = await measureFidelity('<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="P" name="Kept"><bogus name="Lost"/></process></definitions>');
    expect(report).toMatchObject({ elements: 3, elementsKept: 2, names: 2, namesKept: 1, drawn: 0 });
    expect(report.warnings).toHaveLength(1);
  });
});
