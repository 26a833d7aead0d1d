import { RememberedMark } from './remembered-mark.js';

/** Whether the canvas stays light while the rest is dark. */
export const lightCanvas = new RememberedMark('lightCanvas', 'bpmn-studio.light-canvas');
