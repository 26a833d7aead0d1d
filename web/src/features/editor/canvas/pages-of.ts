/** One of several drawings in a file. */
export interface DrawingPage {
  readonly id: string;
  readonly name: string;
  /** Among all drawings of the file, from 0. */
  readonly place: number;
}

interface Element {
  readonly id?: string;
  readonly name?: string;
  readonly $type: string;
}
interface Diagram extends Element {
  readonly plane?: { readonly bpmnElement?: Element; readonly planeElement?: readonly { readonly bpmnElement?: Element }[] };
}

const SHOWN_BY_THEMSELVES = new Set(['bpmn:Process', 'bpmn:Collaboration', 'bpmn:Choreography']);

/** The drawings of a file that stand by themselves. The insides of collapsed sub-processes are reached by drilling down. */
export function pagesOf(definitions: { readonly diagrams?: readonly Diagram[] } | undefined): DrawingPage[] {
  const all = definitions?.diagrams ?? [];
  const own = all.filter(({ plane }) => plane?.bpmnElement && SHOWN_BY_THEMSELVES.has(plane.bpmnElement.$type));
  return own.flatMap(({ id, name, plane }, index) => (id === undefined ? [] : [{ id, name: name?.trim() || plane?.bpmnElement?.name?.trim() || `Drawing ${index + 1}`, place: all.indexOf(own[index]!) }]));
}

/** The drawing of a file on which an element is drawn; undefined when it is drawn nowhere. */
export function pageWith(definitions: { readonly diagrams?: readonly Diagram[] } | undefined, elementId: string): string | undefined {
  return definitions?.diagrams?.find(({ plane }) => plane?.bpmnElement?.id === elementId || plane?.planeElement?.some(({ bpmnElement }) => bpmnElement?.id === elementId))?.id;
}
