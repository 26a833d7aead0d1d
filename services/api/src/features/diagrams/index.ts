export { CreateDiagram, type NewDiagram } from './application/create-diagram.js';
export { CurrentDocuments, meaningOf } from './adapters/current-documents.js';
export { thumbnailUrlOf } from './adapters/summary-row.js';
export { selfDescribing, type BpmnDocument } from './application/bpmn-document.js';
