import { elementOf, elementsOf } from '../model/moddle-element.js';
import type { ModdleElement } from '../model/moddle-element.js';
import { parseBpmn, writeBpmn } from '../model/parse-bpmn.js';
import type { ImportWarning } from '../model/parse-bpmn.js';
import { renderSvg } from '../render/render-svg.js';
import { kept, takeCensus, total } from './census.js';
import { compareKept, type Kept } from './compare-kept.js';
import { editLabel, type LabelEdit } from './edit-label.js';

/** One row of an interchange table: what of a document survives import, export and rendering. */
export interface FidelityReport {
  /** Elements of the document, of whichever namespace, and how many a round trip keeps. */
  elements: number;
  elementsKept: number;
  /** Names, and how many a round trip keeps on an element of the same kind. */
  names: number;
  namesKept: number;
  /** Shapes and edges in all diagrams, and how many are drawn. */
  laidOut: number;
  drawn: number;
  diagrams: number;
  warnings: ImportWarning[];
}

/**
 * Measures what of a document survives a round trip through the model, and how much of its layout is drawn. Takes a text
 * that passed the gate.
 *
 * @throws BpmnGateError when the document cannot be read at all
 */
export async function measureFidelity(text: string): Promise<FidelityReport> {
  const { definitions, warnings } = await parseBpmn(text);
  const before = takeCensus(text);
  const after = takeCensus(await writeBpmn(definitions));
  const diagrams = elementsOf(definitions, 'diagrams');
  return {
    elements: total(before.elements),
    elementsKept: kept(before.elements, after.elements),
    names: total(before.names),
    namesKept: kept(before.names, after.names),
    laidOut: sum(diagrams, (diagram) => elementsOf(elementOf(diagram, 'plane'), 'planeElement').length),
    drawn: sum(diagrams, (_diagram, diagramIndex) => renderSvg(definitions, { diagramIndex }).elements),
    diagrams: diagrams.length,
    warnings,
  };
}

/**
 * Measures what of a document is still there after one label was edited as the editor does it. Takes a text that passed the
 * gate.
 *
 * @returns undefined when there is nothing in it that has a label
 * @throws BpmnGateError when the document cannot be read at all
 */
export async function measureEdited(text: string): Promise<(Kept & Pick<LabelEdit, 'rewritten' | 'lost'>) | undefined> {
  const edit = await editLabel(text);
  return edit && { ...compareKept(text, edit.text, edit), rewritten: edit.rewritten, lost: edit.lost };
}

function sum(diagrams: ModdleElement[], measure: (diagram: ModdleElement, index: number) => number): number {
  return diagrams.reduce((whole, diagram, index) => whole + measure(diagram, index), 0);
}
