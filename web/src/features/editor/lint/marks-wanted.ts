const KEY = 'bpmn-studio.problem-marks';

/** Whether problems are marked on the canvas; storage may be shut. */
export function areMarksWanted(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'false';
  } catch {
    return true;
  }
}

export function keepMarks(wanted: boolean): void {
  try {
    localStorage.setItem(KEY, String(wanted));
  } catch {
    // It holds until the page is left.
  }
}
