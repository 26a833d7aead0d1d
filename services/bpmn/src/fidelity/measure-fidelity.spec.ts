import { describe, expect, it } from '@jest/globals';
import { FIXTURES, readFixture } from '../../fixtures/read-fixture.js';
import { compareKept } from './compare-kept.js';
import { measureEdited, measureFidelity } from './measure-fidelity.js';

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

describe('measureEdited', () => {
  it.each(FIXTURES)('finds all of %s after one label was edited, and only that one written', async (name) => {
    const kept = (await measureEdited(readFixture(name)))!;
    expect(kept).toMatchObject({ elementsKept: kept.elements, namesKept: kept.names, foreignKept: kept.foreign, commentsKept: kept.comments, rewritten: false, lost: [], redeclared: false });
    expect(kept.bytesDiffer).toBeLessThan(40);
  });

  it('keeps comments, prefixes, unknown elements and the encoding a document was decoded from', async () => {
    const text = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!-- by hand --><x:definitions xmlns:x="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:v="v">\n<x:process id="P" v:k="1"><!-- why --><x:task id="T" name="Prüfen" /><v:odd><v:in>a</v:in></v:odd><x:bogus name="B"/></x:process></x:definitions>';
    expect(await measureEdited(text)).toMatchObject({ elements: 6, elementsKept: 6, names: 2, namesKept: 2, foreign: 3, foreignKept: 3, comments: 2, commentsKept: 2, bytesDiffer: 9, redeclared: true });
  });

  it('has nothing to say of a document without anything to name', async () => {
    expect(await measureEdited('<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>')).toBeUndefined();
  });
});

describe('compareKept', () => {
  it('counts what is missing', () => {
    const open = '<d xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:v="v">';
    const original = `${open}<a name="x" v:k="1"><!--c--><v:e>t</v:e></a><a name="y"/></d>`;
    expect(compareKept(original, `${open}<a name="z"><v:e>u</v:e></a></d>`, { type: 'bpmn:A', from: 'x', to: 'z' })).toMatchObject({
      elements: 4, elementsKept: 3, names: 2, namesKept: 1, foreign: 2, foreignKept: 0, comments: 1, commentsKept: 0,
    });
    expect(compareKept(original, original)).toMatchObject({ bytesDiffer: 0, namesKept: 2 });
  });
});
