import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import './engine-panel.css';
import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { BpmnPropertiesPanelModule, CamundaPlatformPropertiesProviderModule, ZeebePropertiesProviderModule } from 'bpmn-js-properties-panel';
import type { Engine } from '../../canvas/engines.js';
import type { Inspector } from '../inspector.js';
import { promptInput } from './prompt-input.js';

interface Panel {
  attachTo(host: HTMLElement): void;
  detach(): void;
  /** Draws an element; by itself the panel waits for the next document. Once drawn, it follows the selection. */
  _render(element?: object): void;
}
interface Injector {
  createChild(modules: readonly unknown[]): Injector;
  init(): void;
  get(name: 'propertiesPanel'): Panel;
}

const PROVIDERS = { camunda: CamundaPlatformPropertiesProviderModule, zeebe: ZeebePropertiesProviderModule };
/** The services of a canvas cannot be made twice: one panel for its life. */
const panels = new WeakMap<BaseViewer, Panel>();

/**
 * Puts the engine's own panel into an element. It is made in an injector below that of the canvas, so that a canvas that
 * was made without it can have it later; only the groups of the engine are asked for, the standard ones are ours.
 * @returns what takes it out again
 */
export function mountEnginePanel(viewer: BaseViewer, engine: Engine | null, host: HTMLElement, inspector: Inspector): () => void {
  const panel = panels.get(viewer) ?? make(viewer, engine, inspector);
  panel.attachTo(host);
  const { elements } = inspector.inspected;
  panel._render(elements.length === 1 ? elements[0] : undefined); // without, it shows the process, whatever is selected
  return () => panel.detach();
}

function make(viewer: BaseViewer, engine: Engine | null, inspector: Inspector): Panel {
  const { debounceInput, flushAll } = promptInput();
  inspector.whileTyping(flushAll);
  const injector = viewer.get<Injector>('injector').createChild([BpmnPropertiesPanelModule, ...(engine ? [PROVIDERS[engine]] : []), { debounceInput: ['value', debounceInput] }]);
  injector.init();
  const panel = injector.get('propertiesPanel');
  panels.set(viewer, panel);
  return panel;
}
