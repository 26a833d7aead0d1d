import { IconAlertTriangle, IconArrowsMaximize, IconAspectRatio, IconGridDots, IconMap, IconMapPin, IconMaximize, IconMessage, IconMessagePlus, IconPlayerPlay, IconPointFilled, IconSunHigh, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { gridMark } from '../canvas/drawn-grid.js';
import { lightCanvas } from '../canvas/light-canvas.js';
import { pinsWanted } from '../pins/pins-wanted.js';
import { dockTab, type Action } from './action.js';

const pan = <const Id extends string>(id: Id, label: string, keys: string, direction: 'left' | 'right' | 'up' | 'down') =>
  ({ id, label, group: 'View', keys: [keys], where: 'canvas', keyOnly: true, repeats: true, run: ({ tools }) => tools.pan(direction) }) as const satisfies Action;

export const viewActions = [
  { id: 'fit', label: 'Fit to window', group: 'View', keys: ['f'], words: 'zoom whole everything', icon: IconMaximize, run: ({ drawing }) => drawing.view.fit() },
  { id: 'full-size', label: 'Full size', group: 'View', keys: ['1', 'mod+0'], words: 'zoom 100 %', icon: IconAspectRatio, run: ({ drawing }) => drawing.view.zoomToFull() },
  { id: 'zoom-in', label: 'Zoom in', group: 'View', keys: ['mod++', 'mod+='], repeats: true, words: 'larger', icon: IconZoomIn, run: ({ drawing }) => drawing.view.zoomIn() },
  { id: 'zoom-out', label: 'Zoom out', group: 'View', keys: ['mod+-'], repeats: true, words: 'smaller', icon: IconZoomOut, run: ({ drawing }) => drawing.view.zoomOut() },
  { id: 'minimap', label: 'Minimap', group: 'View', keys: ['m'], words: 'overview', icon: IconMap, isEnabled: ({ bench }) => !bench.readOnly, isOn: ({ facts }) => facts.minimap, run: ({ drawing }) => drawing.view.toggleMinimap() },
  { id: 'grid', label: 'Grid', group: 'View', words: 'dots snap raster show hide', icon: IconGridDots, isEnabled: ({ bench }) => !bench.readOnly, isOn: () => gridMark.isOn, run: () => gridMark.toggle() },
  { id: 'problems', label: 'Problems', group: 'View', keys: ['p'], words: 'lint check errors warnings validate mend fix', icon: IconAlertTriangle, ...dockTab('problems') },
  { id: 'problem-marks', label: 'Mark problems on the canvas', group: 'View', words: 'lint badges overlays show hide', icon: IconPointFilled, isOn: ({ bench }) => bench.editing.problems.state.marks, run: ({ bench: { editing } }) => editing.problems.setMarks(!editing.problems.state.marks) },
  { id: 'comments', label: 'Comments', group: 'View', keys: ['b'], words: 'threads discussion review notes', icon: IconMessage, isEnabled: ({ bench }) => bench.comment !== null, ...dockTab('comments') },
  { id: 'comment', label: 'Comment on this', group: 'View', keys: ['shift+b'], words: 'say note review thread annotate', icon: IconMessagePlus, isEnabled: ({ bench }) => bench.comment !== null && bench.preview === null && bench.mode !== 'simulation', run: ({ bench }) => bench.comment?.() },
  { id: 'comment-pins', label: 'Comments on the canvas', group: 'View', words: 'pins show hide', icon: IconMapPin, isEnabled: ({ bench }) => bench.comment !== null, isOn: () => pinsWanted.isOn, run: () => pinsWanted.toggle() },
  { id: 'full-screen', label: 'Full screen', group: 'View', keys: ['shift+f'], words: 'focus distraction free', icon: IconArrowsMaximize, run: () => void toggleFullScreen() },
  { id: 'simulate', label: 'Simulate with tokens', group: 'View', keys: ['shift+s'], words: 'token simulation run play process', icon: IconPlayerPlay, isEnabled: ({ bench, facts }) => bench.preview === null && facts.unreadable === null, isOn: ({ bench }) => bench.mode === 'simulation', run: ({ bench }) => bench.setMode(bench.mode === 'simulation' ? null : 'simulation') },
  { id: 'light-canvas', label: 'Light canvas in the dark', group: 'View', words: 'theme paper white appearance', icon: IconSunHigh, isOn: () => lightCanvas.isOn, run: () => lightCanvas.toggle() },
  pan('pan-left', 'Move the paper left', 'mod+arrowleft', 'left'),
  pan('pan-right', 'Move the paper right', 'mod+arrowright', 'right'),
  pan('pan-up', 'Move the paper up', 'mod+arrowup', 'up'),
  pan('pan-down', 'Move the paper down', 'mod+arrowdown', 'down'),
] as const satisfies readonly Action[];

/** A browser may refuse it (an embedded page, a phone): nothing is lost then, so it is only noted. */
async function toggleFullScreen(): Promise<void> {
  try {
    await (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  } catch (error) {
    console.warn('The browser does not give the whole screen', error);
  }
}
