import { schemaOf } from './element-schema.js';
import type { Living } from './living.js';
import { byPlace } from './places.js';
import { isReference, type RecordKey, type SharedRecord } from './record.js';

/**
 * Two people may each have put the first pool around a process: then there are two collaborations, drawn on one plane. All of them
 * goes to the one the plane shows; a process is in one pool of it only.
 */
export function joinRoots(living: Living): void {
  const joined = strayCollaborations(living);
  if (joined.size > 0) {
    for (const [key, { $parent, $prop }] of living.records) if (joined.has($parent!)) living.move(key, joined.get($parent!)!, $prop!);
    for (const from of joined.keys()) living.records.delete(from);
  }
  onePoolEach(living);
}

function strayCollaborations({ records, drawing }: Living): Map<RecordKey, RecordKey> {
  const joined = new Map<RecordKey, RecordKey>();
  const shown = new Set<RecordKey>();
  const isCollaboration = (key: RecordKey) => records.get(key)?.$type === 'bpmn:Collaboration';
  for (const { $type, bpmnElement } of drawing.values()) if ($type === 'bpmndi:BPMNPlane' && isReference(bpmnElement) && isCollaboration(bpmnElement.$ref)) shown.add(bpmnElement.$ref);
  if (shown.size === 0) return joined;
  for (const { $type, $parent, bpmnElement } of drawing.values()) {
    if ($type !== 'bpmndi:BPMNShape' || !isReference(bpmnElement)) continue;
    const pool = records.get(bpmnElement.$ref);
    const from = pool?.$type === 'bpmn:Participant' ? pool.$parent! : undefined;
    const to = rootOf(drawing.get($parent!));
    if (from === undefined || to === undefined || from === to || shown.has(from) || !shown.has(to)) continue;
    const other = joined.get(from);
    if (other === undefined || to < other) joined.set(from, to);
  }
  return joined;
}

function onePoolEach({ records }: Living): void {
  const first = new Map<string, { key: RecordKey; z: unknown }>();
  const surplus: RecordKey[] = [];
  for (const [key, { $type, $parent, processRef, z }] of records) {
    if ($type !== 'bpmn:Participant' || !isReference(processRef)) continue;
    const place = `${processRef.$ref} ${$parent}`;
    const other = first.get(place);
    if (!other || byPlace({ key, z }, other) < 0) {
      if (other) surplus.push(other.key);
      first.set(place, { key, z });
    } else surplus.push(key);
  }
  for (const key of surplus) {
    const { processRef: _double, ...rest } = records.get(key)!;
    records.set(key, rest as SharedRecord);
  }
}

function rootOf(plane: SharedRecord | undefined): RecordKey | undefined {
  const shown = plane && schemaOf(plane.$type)?.isDrawing ? plane['bpmnElement'] : undefined;
  return isReference(shown) ? shown.$ref : undefined;
}
