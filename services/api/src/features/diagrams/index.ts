export { CreateDiagram, type NewDiagram } from './application/create-diagram.js';
