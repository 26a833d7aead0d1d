import type { Diagram, DiagramSummary, VersionSummary } from '@bpmn-studio/contracts';
import { Answer, DocumentAnswer, notModified, versionTag, type NotModified } from '../../../platform/http/index.js';
import type { Page } from '../application/diagram.queries.js';
import type { DiagramRead, Picture } from '../application/ports.js';
import { attachment, fileNameOf } from '../../../kernel/file-name.js';

/**
 * A picture is shown by an img element; opened by itself it can do nothing at all. A browser may keep it for the session it
 * was asked in: Vary makes the cookie part of what it is kept under.
 */
export const PICTURE_POLICY = { 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox" };
export const KEPT_FOR_GOOD = { 'Cache-Control': 'private, max-age=31536000, immutable', Vary: 'Cookie' };

export function created(diagram: DiagramSummary): Answer<DiagramSummary> {
  return new Answer(diagram, { headers: { ETag: versionTag(diagram.version), Location: `/api/diagrams/${diagram.id}` } });
}

export function summary(diagram: DiagramSummary): Answer<DiagramSummary> {
  return new Answer(diagram, { headers: { ETag: versionTag(diagram.version) } });
}

/** The text of a diagram; 304 when it was not read because the client holds it. */
export function diagram(read: Omit<Diagram, 'bpmnXml'> & { bpmnXml: string | undefined }): Answer<Diagram> | NotModified {
  const { bpmnXml, ...rest } = read;
  const etag = versionTag(read.version);
  return bpmnXml === undefined ? notModified(etag) : new Answer({ ...rest, bpmnXml }, { headers: { ETag: etag } });
}

/** The bytes of a diagram; 304 when they were not read because the client holds them. */
export function document({ summary: { title, version }, document: stored }: DiagramRead): DocumentAnswer | NotModified {
  const headers = { ETag: versionTag(version), 'Content-Disposition': attachment(fileNameOf(title, 'bpmn')) };
  return stored === undefined ? notModified(headers.ETag) : new DocumentAnswer(stored.bytes, `application/bpmn+xml; charset=${stored.encoding}`, headers);
}

export function picture({ svg }: Picture): DocumentAnswer {
  return new DocumentAnswer(svg, 'image/svg+xml; charset=utf-8', { ...PICTURE_POLICY, ...KEPT_FOR_GOOD });
}

export function versionPage(found: Page<VersionSummary>): { items: VersionSummary[]; nextCursor: string | null } {
  return { items: [...found.items], nextCursor: found.nextCursor };
}

/** The version a client says it holds; undefined when it names none, several or anything else. */
export function knownVersion(headers: { 'if-none-match'?: string | undefined }): number | undefined {
  const version = /^(?:W\/)?"([1-9]\d{0,9})"$/.exec(headers['if-none-match']?.trim() ?? '')?.[1];
  return version === undefined || Number(version) > 2147483647 ? undefined : Number(version);
}
