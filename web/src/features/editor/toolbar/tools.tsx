import { IconArrowBackUp, IconArrowForwardUp, IconMap, IconMaximize, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Drawing, DrawingFacts } from '../canvas/drawing.js';

export interface Tool {
  readonly label: string;
  readonly keys: string;
  readonly icon: ReactNode;
  readonly run: () => void;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
}

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
/** A shortcut as this machine writes it. */
export const shortcut = (keys: string): string => (isApple ? keys.replace('Ctrl+Shift+', '⇧⌘').replace('Ctrl+', '⌘') : keys);

/** What can be done on the canvas from the toolbar, the same for buttons and the menu. */
export function toolsFor(drawing: Drawing, { canUndo, canRedo, minimap }: DrawingFacts) {
  const size = 19;
  return {
    undo: { label: 'Undo', keys: shortcut('Ctrl+Z'), icon: <IconArrowBackUp size={size} />, run: drawing.undo, disabled: !canUndo },
    redo: { label: 'Redo', keys: shortcut('Ctrl+Y'), icon: <IconArrowForwardUp size={size} />, run: drawing.redo, disabled: !canRedo },
    zoomOut: { label: 'Zoom out', keys: shortcut('Ctrl+-'), icon: <IconZoomOut size={size} />, run: drawing.zoomOut },
    zoomIn: { label: 'Zoom in', keys: shortcut('Ctrl++'), icon: <IconZoomIn size={size} />, run: drawing.zoomIn },
    fit: { label: 'Fit to window', keys: 'F', icon: <IconMaximize size={size} />, run: drawing.fit },
    minimap: { label: 'Minimap', keys: 'M', icon: <IconMap size={size} />, run: drawing.toggleMinimap, pressed: minimap },
  } satisfies Record<string, Tool>;
}
