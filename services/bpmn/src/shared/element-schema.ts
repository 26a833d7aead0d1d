import type { PropertyDescriptor, TypeDescriptor } from 'bpmn-moddle';
import { descriptorOfType } from '../model/bpmn-schema.js';
import type { ModdleElement } from '../model/moddle-element.js';
import { theModdle } from '../model/the-moddle.js';

/** What lives by itself: drawn, referred to or edited apart from what it lies in. All else is part of its owner's values. */
const APART = [
  'bpmn:Definitions', 'bpmn:RootElement', 'bpmn:FlowElement', 'bpmn:Artifact', 'bpmn:LaneSet', 'bpmn:Lane', 'bpmn:Participant', 'bpmn:MessageFlow',
  'bpmn:ConversationNode', 'bpmn:ConversationLink', 'bpmn:DataAssociation', 'bpmn:CategoryValue', 'bpmn:Property', 'bpmn:InputOutputSpecification',
  'bpmn:DataInput', 'bpmn:DataOutput', 'bpmn:InputSet', 'bpmn:OutputSet',
  'bpmndi:BPMNDiagram', 'di:DiagramElement', 'bpmndi:BPMNLabelStyle',
];
/** The definitions inside an event are parts of it, though the same types under the definitions are not; so are labels of shapes. */
const PARTS = new Set(['eventDefinitions', 'label']);
/** What follows from other things and is never stored. */
const DERIVED = new Set(['incoming', 'outgoing', 'flowNodeRef']);
/** Without what these name there is no such element: a flow without an end, an event on the border of nothing, a shape of nothing. */
const NEEDED = ['sourceRef', 'targetRef', 'attachedToRef', 'bpmnElement', 'choreographyActivityShape'];
const CORE = new Set(['bpmn', 'bpmndi', 'di', 'dc']);

export interface Property extends PropertyDescriptor {
  readonly ns?: { readonly name: string; readonly prefix?: string; readonly localName: string };
  readonly isBody?: boolean;
}

export interface Descriptor extends TypeDescriptor {
  readonly name: string;
  readonly isGeneric?: boolean;
  readonly ns: { readonly prefix?: string; readonly localName: string; readonly uri?: string };
}

/** How a type is kept in records. */
export interface TypeSchema {
  readonly type: string;
  readonly isApart: boolean;
  readonly isDrawing: boolean;
  /** Types there are no elements of. */
  readonly isAbstract: boolean;
  /** Lists and properties that may hold records, by name. */
  readonly slots: ReadonlyMap<string, Property>;
  /** The references an element cannot be without, once it has them. */
  readonly needs: readonly string[];
}

const schemas = new Map<string, TypeSchema>();

/** How a type of BPMN or its interchange is kept; undefined for all other names. Bounded by the specification. */
export function schemaOf(type: string): TypeSchema | undefined {
  const known = schemas.get(type);
  if (known) return known;
  if (!CORE.has(prefixOf(type))) return undefined;
  const descriptor = descriptorOfType(type);
  if (!descriptor) return undefined;
  const schema: TypeSchema = {
    type,
    isApart: APART.some((each) => each in descriptor.allTypesByName),
    isAbstract: typeMapOf()[type]?.isAbstract === true,
    isDrawing: prefixOf(type) === 'bpmndi',
    slots: new Map(descriptor.properties.filter(mayHoldRecords).map((property) => [property.name, property as Property])),
    needs: type === 'bpmndi:BPMNPlane' ? [] : NEEDED.filter((name) => descriptor.propertiesByName[name]?.isReference),
  };
  schemas.set(type, schema);
  return schema;
}

/** Whether a type is another one or derived from it, by the specification. */
export function isKind(type: string, of: string): boolean {
  const descriptor = schemaOf(type) && descriptorOfType(type);
  return descriptor ? of in descriptor.allTypesByName : false;
}

/** Whether a record of this type may lie there. */
export function fits(type: string, slot: Property): boolean {
  return isKind(type, slot.type);
}

/** Under which name a property is stored: those of BPMN as they are called, those of others with their prefix. */
export function entryOf(property: Property): string {
  const prefix = property.ns?.prefix;
  return prefix === undefined || CORE.has(prefix) ? property.name : property.ns!.name;
}

/** Whether a property is stored nowhere, since it follows from others or is said elsewhere. */
export function isUnstored(property: Property): boolean {
  return property.isVirtual === true || DERIVED.has(property.name);
}

/** The schema of an element as its own model has it, packages of vendors included. */
export function descriptorOfElement(element: ModdleElement): Descriptor {
  return element['$descriptor'] as Descriptor;
}

/** Whether an element is of BPMN or its interchange. */
export function isCore(descriptor: Descriptor): boolean {
  return !descriptor.isGeneric && CORE.has(descriptor.ns.prefix ?? '');
}

export function prefixOf(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? '' : name.slice(0, colon);
}

function typeMapOf(): Record<string, { readonly isAbstract?: boolean } | undefined> {
  return (theModdle() as unknown as { registry: { typeMap: Record<string, { isAbstract?: boolean } | undefined> } }).registry.typeMap;
}

function mayHoldRecords(property: PropertyDescriptor): boolean {
  if (property.isAttr || property.isReference || property.isVirtual || PARTS.has(property.name)) return false;
  const held = CORE.has(prefixOf(property.type)) ? descriptorOfType(property.type) : null;
  if (!held) return false;
  return APART.some((each) => each in held.allTypesByName);
}
