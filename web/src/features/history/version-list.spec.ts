import { describe, expect, it } from '@jest/globals';
import type { VersionSummary } from '@bpmn-studio/contracts';
import { bylineOf, headlineOf, labelOf, optionOf } from './version-list.js';

const version = (change: Partial<VersionSummary> = {}): VersionSummary => ({
  version: 3, kind: 'autosave', message: null, title: 'Title', createdAt: new Date().toISOString(), createdBy: null, sizeBytes: 1, sha256: '', restoredFrom: null, thumbnailUrl: '', ...change,
});

describe('the words for a version', () => {
  it('are its name when it has one', () => {
    expect(headlineOf(version({ kind: 'named', message: 'Reviewed' }))).toBe('Reviewed');
    expect(labelOf(version({ message: 'Reviewed' }))).toBe('“Reviewed”');
  });

  it('say otherwise what it is', () => {
    expect(headlineOf(version())).toBe('Autosave');
    expect(headlineOf(version({ version: 1 }))).toBe('Created');
    expect(headlineOf(version({ restoredFrom: 2 }))).toBe('Restored version 2');
    expect(labelOf(version({ createdAt: '2026-11-02T10:00:00Z' }))).toContain('2026');
  });

  it('say who and when', () => {
    expect(bylineOf(version())).toBe('Somebody · just now');
    expect(optionOf(version({ message: 'Reviewed', createdBy: { id: 'a', name: 'Ada' } }))).toMatch(/^3 · Reviewed · .+ · Ada$/);
  });
});
