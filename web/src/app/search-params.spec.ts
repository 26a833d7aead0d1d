import { describe, expect, it } from '@jest/globals';
import { parseAuthSearch, parseCompareSearch, parseEditorSearch, parseLibrarySearch, parseOperationsSearch } from './search-params.js';

describe('the address of the library', () => {
  it('keeps what it knows and drops the rest', () => {
    expect(parseLibrarySearch({ q: 'order', sort: 'title', evil: 1 })).toEqual({ q: 'order', sort: 'title' });
    expect(parseLibrarySearch({ q: 42, sort: 'sideways' })).toEqual({ q: '42' });
    expect(parseLibrarySearch({ q: '', sort: 'updated' })).toEqual({});
  });
});

describe('the address of a comparison', () => {
  it('names two versions, or what of it makes sense', () => {
    expect(parseCompareSearch({ from: 3, to: '7', view: 'over' })).toEqual({ from: 3, to: 7, view: 'over' });
    expect(parseCompareSearch({ from: -1, to: 2.5, view: 'sideways' })).toEqual({});
    expect(parseCompareSearch({ from: '', to: 'now' })).toEqual({});
  });
});

describe('the address of a diagram', () => {
  it('may name an element to be shown', () => {
    expect(parseEditorSearch({ element: 'Task_1' })).toEqual({ element: 'Task_1' });
    expect(parseEditorSearch({ element: 7 })).toEqual({ element: '7' });
    expect(parseEditorSearch({ element: ['x'] })).toEqual({});
    expect(parseEditorSearch({ element: 'x'.repeat(201) })).toEqual({});
    expect(parseEditorSearch({ thread: 'aaaaaaaa-0000-4000-8000-000000000001' })).toEqual({ thread: 'aaaaaaaa-0000-4000-8000-000000000001' });
    expect(parseEditorSearch({ thread: 'x' })).toEqual({});
  });
});

describe('where to go after signing in', () => {
  it('is a path of this site', () => {
    expect(parseAuthSearch({ next: '/diagrams/1?x=2' })).toEqual({ next: '/diagrams/1?x=2' });
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example', '/\n\\evil.example', 'javascript:alert(1)', '', 7])('is never %s', (next) => {
    expect(parseAuthSearch({ next })).toEqual({});
  });
});

describe('the address of the page of operations', () => {
  it.each([[360, { minutes: 360 }], ['15', { minutes: 15 }], [60, {}], [61, {}], ['x', {}], [undefined, {}]])('reads %s as one of its ranges, or the default', (minutes, search) => {
    expect(parseOperationsSearch({ minutes })).toEqual(search);
  });
});
