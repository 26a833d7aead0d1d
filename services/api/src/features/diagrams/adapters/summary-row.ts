import type { DiagramSummary, VersionSummary } from '@bpmn-studio/contracts';

/** A summary as app.diagram_summary makes it: all of the contract but the address of the picture. */
export type SummaryRow = Omit<DiagramSummary, 'thumbnailUrl'> & { readonly thumbnailVersion: number | null };

export function toSummary({ thumbnailVersion, ...summary }: SummaryRow): DiagramSummary {
  return { ...summary, thumbnailUrl: thumbnailUrlOf(summary.id, thumbnailVersion) };
}

/** The address of a diagram's picture carries the picture's version, so that it may be cached for ever; null when there is none. */
export function thumbnailUrlOf(id: string, version: number | null): string | null {
  return version === null ? null : `/api/diagrams/${id}/thumbnail?v=${version}`;
}

/** A version as app.version_summary makes it: all of the contract but the address of its picture. */
export type VersionRow = Omit<VersionSummary, 'thumbnailUrl'>;

export function toVersion(diagramId: string, row: VersionRow): VersionSummary {
  return { ...row, thumbnailUrl: `/api/diagrams/${diagramId}/versions/${row.version}/thumbnail` };
}

/** An ILIKE pattern for "contains this text as it is"; null for no search. */
export function containing(text: string | undefined): string | null {
  return text === undefined ? null : `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
