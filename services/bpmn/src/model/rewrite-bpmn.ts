import { BpmnModdle } from 'bpmn-moddle';
import { quietly } from './quietly.js';

/**
 * What the model writes of a document that nobody edited: the other end of a comparison with what it writes after an edit.
 * Whatever the model does not know is missing in both.
 *
 * @param packages further packages of the model, by prefix, as the editor that writes the other end has them
 * @throws Error when there is no definitions element to be had
 */
export async function rewriteBpmn(text: string, packages: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const moddle = new BpmnModdle({ ...packages });
  const { rootElement } = await moddle.fromXML(text, 'bpmn:Definitions');
  return (await quietly(() => moddle.toXML(rootElement, { format: true }))).xml;
}
