import Modeler from 'bpmn-js/lib/Modeler';
import { EDITING } from '../../canvas/canvas-modules.js';
import { liveEditsOf } from '../../save/live-store.js';
import { part, type Drawn } from '../canvas-parts.js';
import { LiveCanvas, type LiveModeler } from '../live-canvas.js';
import { LiveSession } from '../live-session.js';
import { liveShelf } from '../live-shelf.js';
import { LiveUndo } from '../live-undo.js';

/** Opens a diagram live and draws on it, without the page around. */
async function openLiveDrawing(userId: string, diagramId: string, session: string) {
  const line = new LiveSession({ userId, diagramId, session, shelf: liveShelf({ userId, diagramId }) });
  await line.until(({ phase }) => phase === 'live');
  const container = document.createElement('div');
  container.style.cssText = 'width: 600px; height: 400px';
  document.body.append(container);
  const viewer = new Modeler({ container, additionalModules: EDITING }) as unknown as LiveModeler;
  await LiveCanvas.open(viewer, line.doc, line.origin);
  const undo = new LiveUndo(viewer, line.doc, line.origin);
  const registry = part(viewer, 'elementRegistry');
  const modeling = viewer.get<{ updateLabel(element: Drawn, text: string): void; createShape(shape: object, at: object, parent: Drawn): Drawn }>('modeling');
  return {
    line,
    undo,
    rename: (id: string, name: string) => modeling.updateLabel(registry.get(id)!, name),
    create: (name: string) => {
      const shape = modeling.createShape({ type: 'bpmn:Task' }, { x: 400, y: 300 }, part(viewer, 'canvas').getRootElement()!);
      modeling.updateLabel(shape, name);
      return shape.id;
    },
    name: (id: string) => registry.get(id)?.businessObject['name'] ?? null,
    undoLast: () => viewer.get<{ undo(): void }>('commandStack').undo(),
    /** How many edits of tabs this device keeps for the diagram. */
    kept: async () => (await liveEditsOf({ userId, diagramId })).length,
    /** The socket breaks. */
    drop: () => (line as unknown as { provider: { configuration: { websocketProvider: { webSocket: WebSocket | null } } } }).provider.configuration.websocketProvider.webSocket?.close(),
  };
}

Object.assign(window, { openLiveDrawing });
