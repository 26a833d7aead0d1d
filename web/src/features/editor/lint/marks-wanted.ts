import { keep, recall } from '../../../lib/device-memory.js';

const KEY = 'bpmn-studio.problem-marks';

/** Whether problems are marked on the canvas, as this person chose on this device. */
export const areMarksWanted = (): boolean => recall(KEY) !== false;

export const keepMarks = (wanted: boolean): void => keep(KEY, wanted);
