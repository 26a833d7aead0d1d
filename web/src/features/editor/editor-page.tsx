/** The editor of one diagram. */
export function EditorPage({ diagramId }: { readonly diagramId: string }) {
  return <main data-diagram-id={diagramId} aria-busy="true" />;
}
