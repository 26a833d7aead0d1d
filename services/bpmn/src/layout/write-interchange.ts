import { BPMN_DI_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE, XMLNS_NAMESPACE } from '../model/namespaces.js';
import type { Bounds, Point } from '../render/geometry.js';
import { type XmlElement } from '../xml/xml-tree.js';
import { SUB_PROCESSES } from './box-sizes.js';
import type { Box, Link } from './layout-model.js';

/** What an element said about its looks before it was laid out anew. */
export interface Kept {
  readonly id: string;
  /** Attributes as they stand in the text, with a space before each. */
  readonly attributes: string;
  /** Child elements other than places and names, as they stand in the text. */
  readonly children: readonly string[];
}

/** Writes shapes and edges in the manner of the file they go into: its prefixes, its indentation, its line ends. */
export class InterchangeWriter {
  /** Declarations the outermost written element needs; each with a space before it. */
  readonly declarations: string;
  private readonly di: string;
  private readonly dc: string;
  private readonly dd: string;
  private readonly indent: string;
  private readonly lineEnd: string;

  /**
   * @param text the file
   * @param scope the element that is written into
   * @param ids all ids of the file; those that are made are added
   */
  constructor(
    text: string,
    root: XmlElement,
    scope: XmlElement,
    private readonly ids: Set<string>,
    private readonly keptOf: (elementId: string) => Kept | undefined,
  ) {
    const bound = prefixesAt(scope);
    const declarations: string[] = [];
    const prefix = (uri: string, usual: string) => {
      for (const [name, at] of bound) if (at === uri) return name === '' ? '' : `${name}:`;
      let name = usual;
      for (let i = 2; bound.has(name); i++) name = `${usual}${i}`;
      bound.set(name, uri);
      declarations.push(` xmlns:${name}="${uri}"`);
      return `${name}:`;
    };
    [this.di, this.dc, this.dd] = [prefix(BPMN_DI_NAMESPACE, 'bpmndi'), prefix(DC_NAMESPACE, 'dc'), prefix(DI_NAMESPACE, 'di')];
    this.declarations = declarations.join('');
    const before = /(\r\n|\n|\r)([ \t]*)$/.exec(text.slice(root.openEnd, root.children.find(({ kind }) => kind === 'element')?.start ?? root.openEnd));
    this.lineEnd = before?.[1] ?? '';
    this.indent = before?.[2] ?? '';
  }

  /** A diagram with its plane. */
  diagram(rootId: string, items: string): string {
    const plane = this.element(2, `${this.di}BPMNPlane`, ` id="${this.newId(`${rootId}_plane`)}" bpmnElement="${escaped(rootId)}"`, items);
    return this.element(1, `${this.di}BPMNDiagram`, `${this.declarations} id="${this.newId(`${rootId}_diagram`)}"`, plane);
  }

  shape(box: Box, declared = ''): string {
    const kept = this.keptOf(box.id);
    const id = kept?.id ?? this.newId(`${box.id}_di`);
    const content = (kept?.children ?? []).map((child) => this.line(4) + child).join('') + this.bounds(4, box) + this.label(box.label);
    const shape = this.element(3, `${this.di}BPMNShape`, `${declared} id="${escaped(id)}" bpmnElement="${escaped(box.id)}"${flagsOf(box)}${kept?.attributes ?? ''}`, content);
    return shape + this.bands(box, id, declared);
  }

  edge(link: Link, declared = ''): string {
    const kept = this.keptOf(link.id);
    const id = kept?.id ?? this.newId(`${link.id}_di`);
    const points = link.waypoints.map((point) => this.element(4, `${this.dd}waypoint`, ` x="${number(point.x)}" y="${number(point.y)}"`, '')).join('');
    const content = (kept?.children ?? []).map((child) => this.line(4) + child).join('') + points + this.label(link.label);
    return this.element(3, `${this.di}BPMNEdge`, `${declared} id="${escaped(id)}" bpmnElement="${escaped(link.id)}"${kept?.attributes ?? ''}`, content);
  }

  /** A line end with the indentation of a level; level 1 is right below the root. Nothing in a file of one line. */
  line(level: number): string {
    return this.lineEnd + this.indent.repeat(this.lineEnd === '' ? 0 : level);
  }

  // The participants of a choreography activity are bands at its top and bottom (BPMN 2.0.2, 12.2.3.3).
  private bands(box: Box, owner: string, declared: string): string {
    const height = Math.min(22, box.height / (2 + box.bands.length));
    return box.bands.map(({ participant, initiating }, i) => {
      const place = i === 0 ? 'top' : i === box.bands.length - 1 ? 'bottom' : 'middle';
      const y = i === 0 ? box.y : box.y + box.height - (box.bands.length - i) * height;
      const attributes = ` id="${escaped(this.newId(`${box.id}_${participant}_di`))}" bpmnElement="${escaped(participant)}" choreographyActivityShape="${escaped(owner)}" participantBandKind="${place}_${initiating ? '' : 'non_'}initiating" isMessageVisible="false"`;
      return this.element(3, `${this.di}BPMNShape`, declared + attributes, this.bounds(4, { x: box.x, y, width: box.width, height }));
    }).join('');
  }

  private label(bounds: Bounds | undefined): string {
    return bounds ? this.element(4, `${this.di}BPMNLabel`, '', this.bounds(5, bounds)) : '';
  }

  private bounds(level: number, { x, y, width, height }: Bounds): string {
    return this.element(level, `${this.dc}Bounds`, ` x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}"`, '');
  }

  private element(level: number, name: string, attributes: string, content: string): string {
    const start = `${this.line(level)}<${name}${attributes}`;
    return content === '' ? `${start} />` : `${start}>${content}${this.line(level)}</${name}>`;
  }

  private newId(wished: string): string {
    // The model takes ids of ASCII letters only, and what it refuses is lost.
    const plain = wished.replace(/[^A-Za-z0-9_.-]/g, '_').replace(/^(?![A-Za-z_])/, '_');
    let id = plain;
    for (let i = 2; this.ids.has(id); i++) id = `${plain}_${i}`;
    this.ids.add(id);
    return id;
  }
}

// The nearest declaration of a prefix is the one in force.
function prefixesAt(scope: XmlElement): Map<string, string> {
  const bound = new Map<string, string>();
  for (let element: XmlElement | null = scope; element; element = element.parent) {
    for (const { uri, name, local, value } of element.attributes) {
      const prefix = name === 'xmlns' ? '' : local;
      if (uri === XMLNS_NAMESPACE && !bound.has(prefix)) bound.set(prefix, value.trim());
    }
  }
  return bound;
}

function flagsOf(box: Box): string {
  if (box.kind === 'pool' || box.kind === 'lane') return ' isHorizontal="true"';
  if (SUB_PROCESSES.has(box.type)) return ` isExpanded="${box.content !== undefined}"`;
  return box.type === 'exclusiveGateway' ? ' isMarkerVisible="true"' : '';
}

function number(value: Point['x']): string {
  return String(Math.round(value * 100) / 100);
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replace(/[\t\n\r]/g, ' ');
}
