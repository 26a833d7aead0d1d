// Runs on a thread of its own. What it imports of this folder ends in .ts, which tsc rewrites: tests run this very source.
import { BpmnGateError, decodeBpmn, elementOf, elementsOf, layOut, parseBpmn, renderSvg, textOf, type ModdleElement, type RenderedSvg } from '@bpmn-studio/bpmn';
import { drawPdf, type Drawn } from './draw-pdf.ts';
import { drawPng } from './draw-png.ts';
import type { PrintTask } from './printing.ts';

/** Errors do not keep their class on the way between threads; why a document cannot be printed travels as data. */
export type PrintResult = { readonly svg: string } | { readonly png: Uint8Array; readonly scale: number } | { readonly pdf: Uint8Array } | { readonly refused: string };

export default async function print(task: PrintTask): Promise<PrintResult> {
  try {
    const { definitions, drawings } = await read(decodeBpmn(task.document).text, task);
    const [first] = drawings;
    if (first === undefined) return { refused: reasonOf(definitions, task.diagram) };
    if (task.work === 'svg') return { svg: first.svg };
    if (task.work === 'png') return await drawPng(first.svg, first, task.scale);
    return { pdf: await drawPdf(drawings, definitions, task.facts, task) };
  } catch (error) {
    if (!(error instanceof BpmnGateError)) throw error;
    return { refused: `${error.detail} (line ${error.line}, column ${error.column})` };
  }
}

interface Original {
  readonly definitions: ModdleElement;
  readonly drawings: readonly (Drawn & RenderedSvg)[];
}

/** A document with its drawings; where there are none, with the layout the editor would give it. */
async function read(text: string, task: PrintTask): Promise<Original> {
  const { definitions } = await parseBpmn(text);
  const drawings = draw(definitions, task);
  const laidOut = drawings.length > 0 ? undefined : layOut(text);
  if (!laidOut?.changed) return { definitions, drawings };
  const { definitions: placed } = await parseBpmn(laidOut.text);
  return { definitions: placed, drawings: draw(placed, task) };
}

/** The drawings that are asked for and have something to show. */
function draw(definitions: ModdleElement, { work, diagram: wanted }: PrintTask): (Drawn & RenderedSvg)[] {
  const drawings: (Drawn & RenderedSvg)[] = [];
  for (const [diagramIndex, diagram] of elementsOf(definitions, 'diagrams').entries()) {
    if (wanted !== undefined && wanted !== diagramIndex) continue;
    const rendered = renderSvg(definitions, { diagramIndex, background: work === 'pdf' ? null : '#ffffff' });
    if (rendered.elements === 0) continue;
    drawings.push({ ...rendered, name: nameOf(diagram) });
    if (work !== 'pdf') break;
  }
  return drawings;
}

function nameOf(diagram: ModdleElement): string | undefined {
  const name = textOf(diagram, 'name') ?? textOf(elementOf(elementOf(diagram, 'plane'), 'bpmnElement'), 'name');
  return name?.trim().replaceAll(/\s+/g, ' ').slice(0, 200) || undefined;
}

function reasonOf(definitions: ModdleElement, wanted: number | undefined): string {
  const count = elementsOf(definitions, 'diagrams').length;
  if (wanted !== undefined && wanted >= count) return `The file has ${count === 1 ? 'one diagram' : `${count} diagrams`}; they are counted from 0.`;
  return wanted === undefined ? 'The file holds nothing that could be drawn.' : 'This diagram of the file has nothing to draw. Ask for another one.';
}
