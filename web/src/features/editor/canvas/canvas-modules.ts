import { anything } from './anything.js';
import { asFiled } from './as-filed.js';
import { atWork } from './at-work.js';
import { compactPalette } from './compact-palette.js';
import { drawnGrid } from './drawn-grid.js';
import { largeDrawing } from './large-drawing.js';
import { letGo } from './let-go.js';
import { minimapModule } from './minimap.js';
import { openSubProcesses } from './open-sub-processes.js';
import { outsideView } from './outside-view.js';
import { ownKeys } from './own-keys.js';
import { padInView } from './pad-in-view.js';
import { paperRenderer } from './paper-renderer.js';
import { soundStack } from './sound-stack.js';
import { spokenCanvas } from './spoken-canvas.js';
import { steadyGraphics } from './steady-graphics.js';
import { turnPool } from './turn-pool.js';
import { withoutGroups } from './without-groups.js';

/** What a canvas to look at has beside the library's own. */
export const LOOKING = [paperRenderer, spokenCanvas, largeDrawing, outsideView, openSubProcesses];

/** And one to edit on. */
export const EDITING = [paperRenderer, spokenCanvas, steadyGraphics, largeDrawing, outsideView, atWork, minimapModule, compactPalette, padInView, ownKeys, anything, turnPool, asFiled, drawnGrid, letGo, soundStack, withoutGroups];
