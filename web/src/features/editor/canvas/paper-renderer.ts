import BpmnRenderer from 'bpmn-js/lib/draw/BpmnRenderer';
import type { ModuleDeclaration } from 'didi';
import { onPaper, PAPER } from './paper-colours.js';
import { ShortLabels } from './short-labels.js';

interface Drawn {
  readonly di?: Colours;
}
interface Colours {
  get(name: string): unknown;
}

/** Where files keep the colours people chose: the standard, and what bpmn.io wrote before there was one. */
const COLOURS = ['color:background-color', 'color:border-color', 'color:color', 'bioc:fill', 'bioc:stroke'] as const;

/** Draws as bpmn-js does, with chosen colours as they look on the paper in use. */
class PaperRenderer extends BpmnRenderer {
  override drawShape(parent: SVGElement, shape: never, attrs?: never): SVGElement {
    return super.drawShape(parent, coloured(shape), attrs);
  }

  override drawConnection(parent: SVGElement, connection: never, attrs?: never): SVGElement {
    return super.drawConnection(parent, coloured(connection), attrs);
  }
}

/** The element as it is to be drawn: the same, but its colours are those of the paper. The element itself is not touched. */
function coloured<E>(element: E): E {
  const { di } = element as Drawn;
  const label = di?.get('label') as Colours | undefined;
  if (!di || !(hasColours(di) || (label && hasColours(label)))) return element;
  return Object.create(element as object, { di: { value: wrapped(di) } }) as E;
}

function wrapped(di: Colours): Colours {
  return Object.create(di, {
    get: {
      value: (name: string) => {
        const value = di.get(name);
        if (name === 'label' && value) return wrapped(value as Colours);
        return typeof value === 'string' && (COLOURS as readonly string[]).includes(name) ? onPaper(value) : value;
      },
    },
  }) as Colours;
}

function hasColours(of: Colours): boolean {
  return COLOURS.some((name) => of.get(name) !== undefined);
}

export const paperRenderer: ModuleDeclaration = { bpmnRenderer: ['type', PaperRenderer], textRenderer: ['type', ShortLabels] };

/** Of a canvas that draws with it. */
export const paperColours = { defaultFillColor: PAPER.fill, defaultStrokeColor: PAPER.stroke } as const;
