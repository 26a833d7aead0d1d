import './problem-marks.css';
import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { boxOf } from '../canvas/reveal-element.js';
import type { CanvasElement, CanvasServices } from '../canvas/services.js';
import { SEVERITY_SIGNS, SEVERITY_WORDS } from './problems-words.js';
import { SEVERITIES, type Problem } from './rules/problem.js';
import { ruleInfo } from './rules/catalogue.js';

interface Overlays {
  add(element: CanvasElement, type: string, overlay: { readonly position: object; readonly html: HTMLElement; readonly show: { readonly minZoom: number } }): string;
  remove(filter: { readonly type: string }): void;
}

const TYPE = 'problem';
/** With more marks than this the paper no longer moves smoothly; nobody reads so many. */
const MOST_MARKS = 200;
/** Smaller than this, marks hide what they stand on. */
const LEAST_ZOOM = 0.45;

/** Small marks on what has problems. They lie over the drawing: neither the document nor an export knows them. */
export class ProblemMarks {
  private shown: readonly Problem[] = [];

  constructor(
    private readonly viewer: BaseViewer,
    private readonly idOnCanvas: (id: string) => string,
    private readonly onMark: (elementId: string) => void,
  ) {
    viewer.on('import.render.complete', () => this.again());
  }

  /** Marks these, at most 200 of them, and no others. */
  show(problems: readonly Problem[]): void {
    this.shown = problems;
    this.again();
  }

  private again(): void {
    const overlays = this.viewer.get<Overlays>('overlays');
    const registry = this.viewer.get<CanvasServices['elementRegistry']>('elementRegistry');
    overlays.remove({ type: TYPE });
    let marks = 0;
    for (const [id, problems] of byElement(this.shown)) {
      const element = registry.get(this.idOnCanvas(id));
      if (!element?.parent || marks === MOST_MARKS) continue;
      overlays.add(element, TYPE, { position: placeOn(element), html: this.markFor(id, problems), show: { minZoom: LEAST_ZOOM } });
      marks++;
    }
  }

  private markFor(id: string, problems: readonly Problem[]): HTMLElement {
    const severity = SEVERITIES.find((each) => problems.some((problem) => problem.severity === each)) ?? 'info';
    const words = problems.map(({ rule }) => ruleInfo(rule).title).join(', ');
    const mark = document.createElement('button');
    mark.type = 'button';
    mark.tabIndex = -1; // the list of problems is the way there by keyboard
    mark.className = 'problem-mark';
    mark.dataset['severity'] = severity;
    mark.textContent = SEVERITY_SIGNS[severity];
    mark.title = words;
    mark.setAttribute('aria-label', `${SEVERITY_WORDS[severity]}: ${words}`);
    mark.addEventListener('click', () => this.onMark(id));
    return mark;
  }
}

function byElement(problems: readonly Problem[]): ReadonlyMap<string, readonly Problem[]> {
  const found = new Map<string, Problem[]>();
  for (const problem of problems) found.set(problem.elementId, [...(found.get(problem.elementId) ?? []), problem]);
  return found;
}

/** The left upper corner of a shape, where its own signs are not; the middle of a connection. */
function placeOn(element: CanvasElement): object {
  const { waypoints } = element;
  const box = boxOf(element);
  if (!waypoints || !box) return { left: -8, top: -8 };
  const at = Math.floor((waypoints.length - 1) / 2);
  const [a, b] = [waypoints[at], waypoints[at + 1]];
  if (!a || !b) return { left: 0, top: 0 };
  return { left: (a.x + b.x) / 2 - box.x - 8, top: (a.y + b.y) / 2 - box.y - 8 };
}
