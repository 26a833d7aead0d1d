import { exportDiagram, getMe, getVersion, listDiagrams } from '@bpmn-studio/contracts';
import { describe, expect, it } from '@jest/globals';
import { addressOf, urlFor } from './url.js';

describe('the address of an operation', () => {
  it('fills in and encodes parameters', () => {
    expect(urlFor(getVersion, { params: { id: 'a/b ?', version: 3 } })).toBe('/api/diagrams/a%2Fb%20%3F/versions/3');
  });

  it('writes the query and leaves out what is undefined', () => {
    expect(urlFor(listDiagrams, { query: { q: 'a&b=ü', cursor: undefined, limit: 5 } })).toBe('/api/diagrams?q=a%26b%3D%C3%BC&limit=5');
    expect(urlFor(exportDiagram, { params: { id: 'x' }, query: {} })).toBe('/api/diagrams/x/export');
    expect(urlFor(getMe, {})).toBe('/api/me');
  });

  it('refuses an empty parameter rather than to call another operation', () => {
    expect(() => addressOf(getVersion, { params: { id: '', version: 1 } })).toThrow('getVersion needs the parameter id');
  });
});
