import { BPMN_DI_NAMESPACE, BPMN_NAMESPACE } from '../model/namespaces.js';

/** What the gate learned about a document while reading it once. */
export interface GateSummary {
  /** Elements of the XML document, the root included. */
  elements: number;
  /** Deepest nesting; the root is 1. */
  maxDepth: number;
  processes: number;
  diagrams: number;
  /** Whether at least one shape or edge is laid out. */
  hasDiagramInterchange: boolean;
  exporter?: string;
  definitionsId?: string;
  /** The best title the document offers: its collaboration's, choreography's or process's name, else its own. */
  name?: string;
}

/** Gathers a GateSummary from the elements the gate reads. */
export class SummaryCollector {
  private readonly names: { collaboration?: string; process?: string; definitions?: string } = {};
  readonly summary: GateSummary = { elements: 0, maxDepth: 0, processes: 0, diagrams: 0, hasDiagramInterchange: false };

  element(namespace: string | undefined, local: string, depth: number, attributes: Record<string, string>): void {
    if (namespace === BPMN_DI_NAMESPACE) this.diagramElement(local);
    else if (namespace === BPMN_NAMESPACE) this.modelElement(local, depth, attributes);
  }

  finish(elements: number, maxDepth: number): GateSummary {
    const name = this.names.collaboration ?? this.names.process ?? this.names.definitions;
    return { ...this.summary, elements, maxDepth, ...(name === undefined ? {} : { name }) };
  }

  private diagramElement(local: string): void {
    if (local === 'BPMNDiagram') this.summary.diagrams++;
    else if (local === 'BPMNShape' || local === 'BPMNEdge') this.summary.hasDiagramInterchange = true;
  }

  private modelElement(local: string, depth: number, attributes: Record<string, string>): void {
    if (depth === 1) {
      this.names.definitions = said(attributes['name']);
      const exporter = said(attributes['exporter']);
      const id = said(attributes['id']);
      if (exporter) this.summary.exporter = exporter;
      if (id) this.summary.definitionsId = id;
    } else if (depth === 2 && local === 'process') {
      this.summary.processes++;
      this.names.process ??= said(attributes['name']);
    } else if (depth === 2 && (local === 'collaboration' || local === 'choreography' || local === 'globalConversation')) {
      this.names.collaboration ??= said(attributes['name']);
    }
  }
}

function said(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed ? trimmed.slice(0, 500) : undefined;
}
