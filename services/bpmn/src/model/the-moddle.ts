import { BpmnModdle } from 'bpmn-moddle';

let moddle: BpmnModdle | undefined;

/** One for all: it holds the schema of BPMN 2.0.2, not the documents, and takes milliseconds to make. */
export function theModdle(): BpmnModdle {
  moddle ??= new BpmnModdle();
  return moddle;
}
