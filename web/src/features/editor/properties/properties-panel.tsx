import type { Drawing } from '../canvas/drawing.js';

export interface PropertiesPanelProps {
  readonly drawing: Drawing;
  readonly readOnly: boolean;
}

/** The properties of what is selected. */
export function PropertiesPanel({ drawing, readOnly }: PropertiesPanelProps) {
  return <div hidden={drawing === null} data-readonly={readOnly} />;
}
