import type { DiagramSummary } from '@bpmn-studio/contracts';

const GIVE_UP_MS = 3 * 60_000;

/**
 * Milliseconds until the list should be asked again for missing pictures, or false when none is to be expected:
 * often right after a change, ever less as time goes by, never for a diagram that could not be drawn.
 */
export function drawingPause(diagrams: readonly Pick<DiagramSummary, 'thumbnailUrl' | 'updatedAt'>[], now = Date.now()): number | false {
  const ages = diagrams.filter(({ thumbnailUrl }) => thumbnailUrl === null).map(({ updatedAt }) => Math.max(0, now - Date.parse(updatedAt)));
  const youngest = Math.min(...ages);
  if (youngest > GIVE_UP_MS) return false;
  return Math.min(Math.max(youngest / 3, 1500), 20_000);
}
