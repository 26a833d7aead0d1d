import type { Readable } from 'node:stream';
import { attachment, fileNameOf } from '../../../kernel/file-name.js';
import { DocumentAnswer, StreamAnswer, versionTag } from '../../../platform/http/index.js';
import { PICTURE_POLICY, sha256 } from '../../diagrams/index.js';
import type { DiagramExport } from '../application/export-diagram.js';

const TYPES = { svg: 'image/svg+xml; charset=utf-8', png: 'image/png', pdf: 'application/pdf' } as const;

/** A file to keep. PNG and PDF are tagged by their bytes: their scale and paper are chosen, and the next release may draw them another way. */
export function exported({ format, facts, bytes, encoding, scale }: DiagramExport): DocumentAnswer {
  const headers = {
    ETag: format === 'bpmn' || format === 'svg' ? versionTag(facts.version) : `"${sha256(bytes).toString('hex').slice(0, 32)}"`,
    'Content-Disposition': attachment(fileNameOf(facts.title, format)),
    ...(format === 'svg' ? PICTURE_POLICY : {}),
    ...(scale === undefined ? {} : { 'Export-Scale': String(scale) }),
  };
  return new DocumentAnswer(bytes, format === 'bpmn' ? `application/bpmn+xml; charset=${encoding}` : TYPES[format], headers);
}

export function archive(stream: Readable, name: string): StreamAnswer {
  return new StreamAnswer(stream, 'application/zip', { 'Content-Disposition': attachment(fileNameOf(name, 'zip')) });
}
