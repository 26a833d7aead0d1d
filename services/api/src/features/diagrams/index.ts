export { CreateDiagram, type NewDiagram } from './application/create-diagram.js';
export { CurrentDocuments, meaningOf } from './adapters/current-documents.js';
export { thumbnailUrlOf } from './adapters/summary-row.js';
export { selfDescribing, type BpmnDocument } from './application/bpmn-document.js';
export { documentOf, sha256 } from './application/bpmn-document.js';
export { once } from './application/idempotency.js';
export { refuse } from './adapters/refusals.js';
export { Diagrams, type Author, type Once, type Place } from './application/ports.js';
export { PICTURE_POLICY } from './adapters/diagram-answers.js';
