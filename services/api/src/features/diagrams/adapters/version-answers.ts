import type { DiagramDiff, DiagramMerge } from '@bpmn-studio/contracts';
import { Answer, DocumentAnswer, notModified, type NotModified } from '../../../platform/http/index.js';
import type { VersionDiff } from '../application/diff-versions.js';
import type { VersionPicture } from '../application/draw-version.js';
import type { DiagramMerged } from '../application/merge-diagram.js';
import { KEPT_FOR_GOOD, PICTURE_POLICY } from './diagram-answers.js';

/** What cannot be drawn today may be drawn by the next release. */
const KEPT_FOR_NOW = { 'Cache-Control': 'private, max-age=300', Vary: 'Cookie' };

/** A picture of a version, which never changes. */
export function versionPicture({ svg, sha256, drawn }: VersionPicture, ifNoneMatch = ''): DocumentAnswer | NotModified {
  const headers = { ...PICTURE_POLICY, ...(drawn ? KEPT_FOR_GOOD : KEPT_FOR_NOW) };
  const etag = `"${sha256.slice(0, 32)}${drawn ? '' : '-none'}"`;
  return ifNoneMatch.includes(etag) ? notModified(etag, headers) : new DocumentAnswer(svg, 'image/svg+xml; charset=utf-8', { ...headers, ETag: etag });
}

/** A difference; between two versions that were both named it never changes. */
export function versionDiff(diff: VersionDiff, { to }: { to?: number | undefined }): Answer<DiagramDiff> {
  const { kinds, elements, ...rest } = diff;
  const data = { ...rest, kinds: { ...kinds }, elements: elements.map((element) => ({ ...element, kinds: [...element.kinds], changes: [...element.changes] })) };
  return new Answer(data, to === undefined ? {} : { headers: KEPT_FOR_GOOD });
}

export function merge({ clashes, ...rest }: DiagramMerged): DiagramMerge {
  return { ...rest, clashes: [...clashes] };
}
