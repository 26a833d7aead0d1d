import type { Edits } from '../model/edits.js';
import type { FieldGroup } from '../model/field.js';
import { activityGroups } from './activity-groups.js';
import { dataGroups } from './data-groups.js';
import { eventGroups } from './event-groups.js';
import { flowGroups } from './flow-groups.js';
import { generalGroup } from './general-groups.js';
import { keptGroups } from './kept-group.js';
import { loopGroup } from './loop-group.js';
import { poolGroups } from './pool-groups.js';
import type { Subject } from './subject.js';

type Source = (subject: Subject, edits: Edits) => readonly FieldGroup[];

/** Where the groups come from, in the order of the screen. Each source knows for which elements it has something. */
const OWN: readonly Source[] = [poolGroups, activityGroups, eventGroups, flowGroups, dataGroups, loopGroup];

/** Everything that can be said about one element, in groups of fields. */
export function groupsFor(subject: Subject, edits: Edits): readonly FieldGroup[] {
  return [generalGroup(subject, edits), ...OWN.flatMap((source) => source(subject, edits)), ...keptGroups(subject)];
}
