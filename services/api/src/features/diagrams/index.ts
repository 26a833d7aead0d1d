export { CreateDiagram, type NewDiagram } from './application/create-diagram.js';
export { CurrentDocuments, meaningOf } from './adapters/current-documents.js';
export { selfDescribing, type BpmnDocument } from './application/bpmn-document.js';
