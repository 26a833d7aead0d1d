import { describe, expect, it } from '@jest/globals';
import { parseXml } from '../xml/parse-xml.js';
import { sameContent } from './same-content.js';

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const ONE = `<a xmlns="${BPMN}" xmlns:i="${XSI}"><b id="1" name="n"/><c i:type="d">text</c></a>`;

describe('sameContent', () => {
  const same = (other: string) => sameContent(parseXml(ONE).root, parseXml(other).root);

  it('does not mind prefixes, layout, comments, the order of attributes and labels without a place', () => {
    expect(same(`<?xml version="1.0"?>\n<x:a xmlns:x="${BPMN}" xmlns:xsi="${XSI}">\n  <x:b name="n" id='1'></x:b><!-- c -->\n  <x:c xsi:type="x:d">text</x:c><l:BPMNLabel xmlns:l="http://www.omg.org/spec/BPMN/20100524/DI"/>\n</x:a>`)).toBe(true);
  });

  it.each([
    ['name="n"', 'name="m"'], ['name="n"', ''], ['name="n"', 'name="n" more=""'], ['<b id="1" name="n"/>', ''], ['<b', '<e'], ['>text<', '>texts<'], ['"d"', '"e"'],
    [`<b id="1" name="n"/><c i:type="d">text</c>`, `<c i:type="d">text</c><b id="1" name="n"/>`], ['</c>', '</c><f/>'], ['name="n"', 'name="n" xmlns="u"'],
  ])('tells %s from %s', (from, to) => {
    expect(ONE).toContain(from);
    expect(same(ONE.replace(from, to))).toBe(false);
  });
});
