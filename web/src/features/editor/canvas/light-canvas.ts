const KEY = 'bpmn-studio.light-canvas';

/** Whether the canvas stays light while the rest is dark. Remembered on this device; storage may be shut. */
export function isCanvasLight(): boolean {
  return document.documentElement.dataset['lightCanvas'] !== undefined;
}

export function keepCanvasLight(light: boolean): void {
  show(light);
  try {
    localStorage.setItem(KEY, String(light));
  } catch {
    // It holds until the page is left.
  }
}

/** Takes up what was chosen on this device. */
export function recallCanvasLight(): void {
  try {
    show(localStorage.getItem(KEY) === 'true');
  } catch {
    show(false);
  }
}

function show(light: boolean): void {
  if (light) document.documentElement.dataset['lightCanvas'] = '';
  else delete document.documentElement.dataset['lightCanvas'];
}
