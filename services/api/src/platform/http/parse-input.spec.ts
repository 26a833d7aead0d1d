import { describe, expect, it } from '@jest/globals';
import { diffVersions, getVersion, listAudit, restoreDiagram, saveDiagram } from '@bpmn-studio/contracts';
import { AppError } from '../../kernel/app-error.js';
import { parseInput, type RawInput } from './parse-input.js';

const id = '0a000000-0000-4000-8000-000000000001';
const raw = (parts: Partial<RawInput>): RawInput => ({ params: { id }, query: {}, headers: {}, body: undefined, ...parts });

function faultOf(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It was let through');
}

describe('parseInput', () => {
  it('hands on the parts an endpoint declares, parsed', () => {
    const input = parseInput(saveDiagram, raw({ headers: { 'if-match': '"3"', cookie: 'secret' }, body: { title: '  Order  ' } }));
    expect(input).toEqual({ params: { id }, query: undefined, headers: { 'if-match': 3 }, body: { title: 'Order' } });
  });

  it('tells every fault by its place', () => {
    const error = faultOf(() => parseInput(saveDiagram, raw({ headers: { 'if-match': 'x' }, query: { debug: '1' }, body: { title: 7, author: 'me' } })));
    expect(error.code).toBe('request.invalid');
    expect(error.fields['errors']).toEqual([
      { path: 'headers.if-match', message: 'must be one version in quotes, such as "7"' },
      { path: 'title', message: expect.any(String) },
      { path: 'author', message: 'is not known' },
      { path: 'query.debug', message: 'is not known' },
    ]);
  });

  it.each(['01', '1.0', '1e0', ' 1', '+1', '0x1', '2147483648'])('takes %j for no version: each has one address', (version) => {
    expect(faultOf(() => parseInput(getVersion, raw({ params: { id, version } }))).code).toBe('diagram.version_not_found');
    expect(faultOf(() => parseInput(diffVersions, raw({ query: { from: version } }))).fields['errors']).toEqual([{ path: 'query.from', message: expect.any(String) }]);
  });

  it('answers a path parameter that cannot be one as an unknown id', () => {
    expect(faultOf(() => parseInput(saveDiagram, raw({ params: { id: "1' OR '1" }, body: 7 })))).toMatchObject({ code: 'diagram.not_found', detail: new AppError('diagram.not_found').detail });
    expect(faultOf(() => parseInput(getVersion, raw({ params: { id, version: '0' } }))).code).toBe('diagram.version_not_found');
    expect(faultOf(() => parseInput(getVersion, raw({ params: { id: 'x', version: '0' } }))).code).toBe('diagram.not_found');
    expect(faultOf(() => parseInput(listAudit, raw({ params: { workspaceId: 'x' } }))).code).toBe('workspace.not_found');
  });

  it('takes no body where none is declared, but an empty one', () => {
    expect(faultOf(() => parseInput(restoreDiagram, raw({ body: { title: 'x' } }))).code).toBe('request.invalid');
    expect(faultOf(() => parseInput(restoreDiagram, raw({ body: [] }))).code).toBe('request.invalid');
    expect(() => parseInput(restoreDiagram, raw({ body: {} }))).not.toThrow();
    expect(() => parseInput(restoreDiagram, raw({}))).not.toThrow();
  });

  it('says that a body is missing', () => {
    expect(faultOf(() => parseInput(saveDiagram, raw({}))).fields['errors']).toEqual([{ path: '', message: 'a JSON body is needed' }]);
  });

  it('bounds what it tells', () => {
    const body = Object.fromEntries(Array.from({ length: 5_000 }, (_, position) => [`field${'x'.repeat(500)}${position}`, 1]));
    const error = faultOf(() => parseInput(saveDiagram, raw({ body })));
    expect(JSON.stringify(error.fields).length).toBeLessThan(5_000);
    expect(error.detail.length).toBeLessThan(1_000);
  });

  it('knows no prototype to pollute', () => {
    const body = JSON.parse('{"title":"x","__proto__":{"administrator":true}}') as unknown;
    expect(faultOf(() => parseInput(saveDiagram, raw({ body }))).fields['errors']).toEqual([{ path: '__proto__', message: 'is not known' }]);
  });
});
