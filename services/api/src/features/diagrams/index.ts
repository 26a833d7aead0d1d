export { CreateDiagram, type NewDiagram } from './application/create-diagram.js';
export { DiagramsModule } from './diagrams.module.js';
