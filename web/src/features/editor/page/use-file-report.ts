import type { ImportReport } from '@bpmn-studio/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { documents } from '../document/documents-beside.js';

/** A pause after opening, so that the drawing and the first strokes come before what is said about the file. */
const PAUSE_MS = 1_200;

/**
 * What there is to say about a document: made beside the page, once for each version.
 * @param patient the drawing comes first
 * @returns undefined while it is being made, null when it cannot be
 */
export function useFileReport(diagramId: string, document: { readonly version: number; readonly xml: string }, patient = false): ImportReport | null | undefined {
  const [due, setDue] = useState(!patient);
  useEffect(() => {
    if (due) return;
    const timer = setTimeout(() => setDue(true), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [due]);
  const { data, isError } = useQuery({
    queryKey: ['file-report', diagramId, document.version],
    queryFn: async () => (await documents.inspect(document.xml)) as ImportReport,
    enabled: due,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
  return isError ? null : data;
}
