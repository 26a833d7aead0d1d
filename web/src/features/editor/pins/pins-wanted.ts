import { keep, recall } from '../../../lib/device-memory.js';

const KEY = 'bpmn-studio.pins';
const listeners = new Set<() => void>();
let wanted: boolean | undefined;

/** Whether comments are pinned to the canvas, as this person chose on this device. */
export const pinsWanted = {
  get isOn(): boolean {
    return (wanted ??= recall(KEY) !== false);
  },
  toggle(): void {
    wanted = !pinsWanted.isOn;
    keep(KEY, wanted);
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
