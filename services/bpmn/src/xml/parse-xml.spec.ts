import { describe, expect, it } from '@jest/globals';
import { FIXTURES, readFixture } from '../../fixtures/read-fixture.js';
import { pairElements } from './pair-elements.js';
import { parseXml } from './parse-xml.js';
import { attributeOf, elementsIn, textIn, withDescendants } from './xml-tree.js';

describe('parseXml', () => {
  it.each(FIXTURES)('knows where every piece of %s stands', (name) => {
    const text = readFixture(name);
    for (const element of withDescendants(parseXml(text).root)) {
      expect(text.startsWith(`<${element.name}`, element.start)).toBe(true);
      if (element.closeStart !== element.end) expect(text.startsWith(`</${element.name}`, element.closeStart)).toBe(true);
      for (const { name: attribute, start } of element.attributes) expect(text.startsWith(attribute, start)).toBe(true);
      let at = element.openEnd;
      for (const child of element.children) {
        expect(child.start).toBe(at);
        at = child.end;
      }
      expect(at).toBe(element.closeStart);
    }
  });

  it('looks for no attributes in a long text', () => {
    expect(textIn(parseXml(`<a k="v">${'A'.repeat(2_000_000)}</a>`).root)).toHaveLength(2_000_000);
  });

  it('resolves namespaces and references and tells pieces apart', () => {
    const { root, around, text } = parseXml('\ufeff<?xml version="1.0"?><!-- a --><x:a xmlns:x="u" xmlns="v" x:k=\'1 > 0\' k="&lt;"> t&amp;<b/><!--c--><![CDATA[<d>]]><?e f?></x:a>\n<!-- z -->');
    expect(root).toMatchObject({ name: 'x:a', uri: 'u', local: 'a' });
    expect([attributeOf(root, 'k'), attributeOf(root, 'k', 'u')]).toEqual(['<', '1 > 0']);
    expect(root.children.map(({ kind }) => kind)).toEqual(['text', 'element', 'comment', 'cdata', 'instruction']);
    expect(elementsIn(root)[0]).toMatchObject({ uri: 'v', local: 'b' });
    expect(textIn(root)).toBe(' t&<d>');
    expect(around.map(({ start, end }) => text.slice(start, end))).toEqual(['<!-- a -->', '<!-- z -->']);
  });

  it('reads line ends, blanks and references the way XML has them', () => {
    const { root } = parseXml('<a k="1\r\n2\t3&#10;&#x41;&quot;" l\n=\'>\'>x\r\ny\rz&#13;<!--\r\n--></a >');
    expect([attributeOf(root, 'k'), attributeOf(root, 'l')]).toEqual(['1 2 3\nA"', '>']);
    expect(root.children.map((child) => 'text' in child && child.text)).toEqual(['x\ny\nz\r', '\n']);
  });

  it.each(['', 'a', '<a>', '<a></b>', '<a/><b/>', '</a>', '<a/>b', '<a k="1" k="2"/>', '<a k=1/>', '<a k="<"/>', '<a k="', '<a><!-- </a>', '<a>&b;</a>', '<a>&</a>', '<!DOCTYPE a><a/>', '<a xmlns:b=""/>'])('does not take %j for a document', (text) => {
    expect(() => parseXml(text)).toThrow(Error);
  });

  it('takes no time for what it looks at once', () => {
    const blanks = ' '.repeat(300_000);
    expect(elementsIn(parseXml(`<a${blanks}k${blanks}=${blanks}"1"${blanks}><b${blanks}/></a${blanks}>`).root)).toHaveLength(1);
    expect(() => parseXml(`<a${blanks}${'k'.repeat(300_000)}>`)).toThrow(Error);
    expect(textIn(parseXml(`<a>${'&amp;'.repeat(300_000)}</a>`).root)).toHaveLength(300_000);
  });
});

describe('pairElements', () => {
  const paired = (one: string, other: string) => {
    const [a, b] = [parseXml(one).root, parseXml(other).root];
    return [...pairElements(a, b).toOther].map(([x, y]) => `${one.slice(x.start, x.openEnd)} ${other.slice(y.start, y.openEnd)}`).slice(1);
  };

  it('finds an element by its id wherever it went', () => {
    expect(paired('<a><b id="1"/><c><d id="2"/></c></a>', '<a><c/><e id="1"><d id="2" k="v"/></e></a>')).toEqual(['<b id="1"/> <e id="1">', '<d id="2"/> <d id="2" k="v"/>', '<c> <c/>']);
  });

  it('pairs what has no id by reference, then content, then order', () => {
    expect(paired('<a><s bpmnElement="x"/><s bpmnElement="y"/></a>', '<a><s id="n" bpmnElement="y"/><s bpmnElement="x"/></a>')).toEqual(['<s bpmnElement="x"/> <s bpmnElement="x"/>', '<s bpmnElement="y"/> <s id="n" bpmnElement="y"/>']);
    expect(paired('<a><p x="1"/><p x="2"/><p x="3"/></a>', '<a><p x="9"/><p x="3"/><p x="1"/></a>').sort()).toEqual(['<p x="1"/> <p x="1"/>', '<p x="2"/> <p x="9"/>', '<p x="3"/> <p x="3"/>']);
  });
});
