import { describe, expect, it } from '@jest/globals';
import type { VersionSummary } from '@bpmn-studio/contracts';
import { headlineOf, labelOf } from './version-list.js';

const version = (change: Partial<VersionSummary> = {}): VersionSummary => ({
  version: 3, kind: 'autosave', message: null, title: 'Title', createdAt: new Date().toISOString(), createdBy: null, sizeBytes: 1, sha256: '', restoredFrom: null, thumbnailUrl: '', ...change,
});

describe('the words for a version', () => {
  it('are its name when it has one', () => {
    expect(headlineOf(version({ kind: 'named', message: 'Reviewed' }))).toBe('Reviewed');
    expect(labelOf(version({ message: 'Reviewed' }))).toBe('“Reviewed”');
  });

  it('are its time otherwise', () => {
    expect(headlineOf(version())).toBe('Just now');
    expect(headlineOf(version({ version: 1 }))).toBe('Created, just now');
    expect(headlineOf(version({ restoredFrom: 1 }))).toBe('Restored, just now');
    expect(labelOf(version({ createdAt: '2026-11-02T10:00:00Z' }))).toContain('2026');
  });
});
