import type { ElementCounts, ImportRemark, ImportReport } from '@bpmn-studio/contracts';
import { plural } from '../../lib/plural.js';

type Code = ImportRemark['code'];
type Topic = ImportRemark['topic'];

/** In the order people ask: what happens, who does it, what it is about. */
const KINDS: readonly (readonly [keyof ElementCounts, string, string?])[] = [
  ['tasks', 'task'],
  ['choreographyTasks', 'choreography task'],
  ['conversations', 'conversation'],
  ['events', 'event'],
  ['gateways', 'gateway'],
  ['subProcesses', 'sub-process', 'sub-processes'],
  ['callActivities', 'call activity', 'call activities'],
  ['pools', 'pool'],
  ['lanes', 'lane'],
  ['sequenceFlows', 'flow'],
  ['messageFlows', 'message flow'],
  ['data', 'data item'],
  ['annotations', 'annotation'],
  ['groups', 'group'],
];

const TOPICS: readonly (readonly [Topic, string])[] = [
  ['broken', 'Does not hold together'],
  ['drawing', 'How it is drawn'],
  ['repaired', 'Mended for you'],
  ['kept', 'Kept, but not editable here'],
  ['reading', 'How it was read'],
];

const TITLES: Readonly<Record<Code, string>> = {
  unresolved_reference: 'References that lead nowhere',
  flow_without_end: 'Flows without a beginning or an end',
  duplicate_id: 'Ids used twice',
  invalid_id: 'Ids that are none',
  missing_id: 'Elements without an id',
  nothing_modelled: 'Nothing to draw',
  unreadable_model: 'Cannot be read as BPMN',
  unknown_element: 'Elements the editor does not know',
  unknown_attribute: 'Attributes the editor does not read',
  unread_text: 'Text the editor does not read',
  prefixed_reference: 'References with a prefix',
  choreography: 'Choreographies',
  conversation: 'Conversations',
  no_layout: 'No layout',
  no_shape: 'Elements that are not drawn',
  shape_without_element: 'Shapes of nothing',
  shape_without_bounds: 'Shapes without a place',
  edge_without_waypoints: 'Lines without a course',
  layout_added: 'Layout added',
  layout_incomplete: 'Left out of the layout',
  non_ascii_id: 'Ids beyond A to Z',
  other_encoding: 'Encoding',
  wrong_encoding: 'Encoding other than it says',
  byte_order_mark: 'Byte order mark',
};

/** All of one kind there is to say, with how much more of it there is than is shown. */
export interface RemarkGroup {
  readonly code: Code;
  readonly title: string;
  readonly severity: ImportRemark['severity'];
  readonly count: number;
  readonly remarks: readonly ImportRemark[];
}

export interface TopicGroup {
  readonly topic: Topic;
  readonly title: string;
  readonly groups: readonly RemarkGroup[];
}

/** What a file holds: "12 tasks", "3 gateways", the kinds it has none of left out. */
export function countsInWords(counts: ElementCounts): readonly string[] {
  return KINDS.flatMap(([kind, one, many]) => (counts[kind] > 0 ? [plural(counts[kind], one, many)] : []));
}

/** The same in one line, the first kinds only. */
export function foundInWords(counts: ElementCounts, most = 4): string {
  return countsInWords(counts).slice(0, most).join(', ') || 'nothing to draw';
}

/** The remarks of a report as one reads them: by topic, then by kind. */
export function topicsOf({ remarks, totals }: Pick<ImportReport, 'remarks' | 'totals'>): readonly TopicGroup[] {
  const counts = new Map(totals.map(({ code, count }) => [code, count]));
  return TOPICS.flatMap(([topic, title]) => {
    const here = remarks.filter((remark) => remark.topic === topic);
    const groups = [...new Set(here.map(({ code }) => code))].map((code): RemarkGroup => {
      const same = here.filter((remark) => remark.code === code);
      return { code, title: TITLES[code], severity: same[0]?.severity ?? 'info', count: Math.max(same.length, counts.get(code) ?? 0), remarks: same };
    });
    return groups.length === 0 ? [] : [{ topic, title, groups }];
  });
}

/** How many things are wrong, and how many worth a look; counts everything, not only what a report has room for. */
export function weigh(report: Pick<ImportReport, 'remarks' | 'totals'>): { readonly warnings: number; readonly notices: number; readonly kept: number } {
  let [warnings, notices, kept] = [0, 0, 0];
  for (const { topic, groups } of topicsOf(report)) {
    for (const { severity, count } of groups) {
      if (severity === 'warning') warnings += count;
      if (severity === 'notice') notices += count;
      if (topic === 'kept') kept += count;
    }
  }
  return { warnings, notices, kept };
}

/** Who wrote the file, and what is drawn in it. */
export function originInWords({ tool, diagrams, diagramsTotal }: ImportReport): string {
  const by = tool.name === null ? '' : `Written by ${[tool.name, tool.version].filter(Boolean).join(' ')}`;
  const names = diagrams.flatMap(({ name }) => name ?? []).slice(0, 5);
  const drawings = diagramsTotal > 1 ? `${diagramsTotal} drawings${names.length > 0 ? ` (${names.join(', ')}${names.length < diagramsTotal ? ', …' : ''})` : ''}` : '';
  return [by, drawings].filter(Boolean).join(' · ');
}

/** Whose extensions a file carries, each vendor once: "Camunda 7", "urn:some:other". */
export function vendorsIn({ extensions }: Pick<ImportReport, 'extensions'>): readonly { readonly name: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { vendor, uri, elements, attributes } of extensions) counts.set(vendor ?? uri, (counts.get(vendor ?? uri) ?? 0) + elements + attributes);
  return [...counts].map(([name, count]) => ({ name, count }));
}

/** Where in the file: "line 3, column 7". */
export function placeInWords({ line, column }: { readonly line?: number | null | undefined; readonly column?: number | null | undefined }): string | null {
  if (line === null || line === undefined) return null;
  return column === null || column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
}

/** The whole report as text, to be sent to somebody. */
export function reportAsText(title: string, report: ImportReport): string {
  const vendors = vendorsIn(report).map(({ name, count }) => `${name} (${count})`);
  const head = [title, '='.repeat(Math.min(title.length, 80)), countsInWords(report.counts).join(', ') || 'Nothing to draw', originInWords(report), vendors.length > 0 ? `Extensions, kept as they are: ${vendors.join(', ')}` : ''];
  const body = topicsOf(report).flatMap(({ title: topic, groups }) => [
    '',
    topic,
    '-'.repeat(topic.length),
    ...groups.flatMap(({ title: kind, count, remarks }) => [
      `${kind} (${count})`,
      ...remarks.map((remark) => `  - ${[remark.message, placeInWords(remark)].filter(Boolean).join(' ')}`),
      ...(count > remarks.length ? [`  and ${count - remarks.length} more`] : []),
    ]),
  ]);
  return [...head.filter(Boolean), ...(body.length > 0 ? body : ['', 'Everything in the file can be read, shown and edited.']), ''].join('\n');
}
