import { keep, recall } from '../../../lib/device-memory.js';

const KEY = 'bpmn-studio.presence';
const listeners = new Set<() => void>();
let wanted: boolean | undefined;

/** Whether others are shown on the canvas, as this person chose on this device. */
export const presenceWanted = {
  get isOn(): boolean {
    return (wanted ??= recall(KEY) !== false);
  },
  toggle(): void {
    wanted = !presenceWanted.isOn;
    keep(KEY, wanted);
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
