import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { gateBpmn, indexElements, inspectBpmn, parseBpmn, renderSvg } from '@bpmn-studio/bpmn';
import { withFreshIds } from './fresh-ids.js';
import { TEMPLATES } from './templates.js';

const read = (file: string) => readFileSync(new URL(`./models/${file}`, import.meta.url), 'utf8');

describe.each(TEMPLATES.map(({ id }) => id))('the template %s', (id) => {
  const xml = read(`${id}.bpmn`);

  it('is a document without a fault, before and after its ids are new', async () => {
    for (const text of [xml, withFreshIds(xml)]) {
      gateBpmn(text);
      const { warnings, unresolved } = await parseBpmn(text);
      expect([warnings, unresolved]).toEqual([[], []]);
      expect((await inspectBpmn(text)).remarks).toEqual([]);
    }
  });

  it('shows its own picture', async () => {
    const { definitions } = await parseBpmn(xml);
    expect(read(`${id}.svg`)).toBe(renderSvg(definitions, { background: null }).svg);
  });

  it('has new ids throughout', () => {
    const ids = (text: string) => Array.from(text.matchAll(/ id="([^"]+)"/g), ([, found]) => found);
    const fresh = ids(withFreshIds(xml));
    expect(new Set(fresh).size).toBe(ids(xml).length);
    expect(fresh.filter((each) => ids(xml).includes(each))).toEqual([]);
  });

  it('names every step and says what it is for', async () => {
    const { definitions } = await parseBpmn(xml);
    const steps = indexElements(definitions).filter(({ type }) => /Task|Activity$|SubProcess|Event$|Participant|Lane$/.test(type));
    expect(steps.length).toBeGreaterThan(5);
    expect(steps.filter(({ name }) => !name)).toEqual([]);
    expect(xml).toContain('<bpmn:documentation>');
  });
});
