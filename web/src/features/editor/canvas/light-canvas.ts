import { keep, recall } from '../../../lib/device-memory.js';

const KEY = 'bpmn-studio.light-canvas';

/** Whether the canvas stays light while the rest is dark. Remembered on this device. */
export function isCanvasLight(): boolean {
  return document.documentElement.dataset['lightCanvas'] !== undefined;
}

export function keepCanvasLight(light: boolean): void {
  show(light);
  keep(KEY, light);
}

/** Takes up what was chosen on this device. */
export function recallCanvasLight(): void {
  show(recall(KEY) === true);
}

function show(light: boolean): void {
  if (light) document.documentElement.dataset['lightCanvas'] = '';
  else delete document.documentElement.dataset['lightCanvas'];
}
