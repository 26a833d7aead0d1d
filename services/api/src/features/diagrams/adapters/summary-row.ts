import type { DiagramSummary } from '@bpmn-studio/contracts';

/** A summary as app.diagram_summary makes it: all of the contract but the address of the picture. */
export type SummaryRow = Omit<DiagramSummary, 'thumbnailUrl'> & { readonly thumbnailVersion: number | null };

/** The address of the picture carries its version, so that it may be cached for ever. */
export function toSummary({ thumbnailVersion, ...summary }: SummaryRow): DiagramSummary {
  return { ...summary, thumbnailUrl: thumbnailVersion === null ? null : `/api/diagrams/${summary.id}/thumbnail?v=${thumbnailVersion}` };
}

/** An ILIKE pattern for "contains this text as it is"; null for no search. */
export function containing(text: string | undefined): string | null {
  return text === undefined ? null : `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
