import { diffVersions, type DiagramDiff } from '@bpmn-studio/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../api/client.js';
import type { ChangeSign } from '../../../lib/change-signs.js';
import { plural } from '../../../lib/plural.js';
import type { Change, Difference } from './change-words.js';

export type ChangeKind = Change['kind'];

/** The kinds as they are called on the screen, in the order in which they matter. */
export const KIND_WORDS: Readonly<Record<ChangeKind, string>> = { semantic: 'Process', documentation: 'Descriptions', extension: 'Tool data', colour: 'Colours', layout: 'Layout' };
export const KINDS = Object.keys(KIND_WORDS) as readonly ChangeKind[];

/** What differs between two versions, which never changes. */
export function differencesQuery(diagramId: string, from: number, to: number) {
  return queryOptions({
    queryKey: ['differences', diagramId, from, to] as const,
    queryFn: async ({ signal }) => (await call(diffVersions, { params: { id: diagramId }, query: { from, to } }, { signal })).data,
    staleTime: Infinity,
    gcTime: 60_000,
  });
}

export function signOf({ change, kinds }: Pick<Difference, 'change' | 'kinds'>): ChangeSign {
  return change === 'changed' && kinds.every((kind) => kind === 'layout') ? 'moved' : change;
}

/** Those that have a change of one of these kinds; all of them when none is chosen. */
export function ofKinds(differences: readonly Difference[], chosen: ReadonlySet<ChangeKind>): Difference[] {
  return chosen.size === 0 ? [...differences] : differences.filter(({ kinds }) => kinds.some((kind) => chosen.has(kind)));
}

export interface Section {
  readonly sign: ChangeSign;
  readonly title: string;
  /** How many there are, shown or not. */
  readonly count: number;
  readonly differences: readonly Difference[];
}

const TITLES: readonly (readonly [sign: ChangeSign, title: string])[] = [
  ['changed', 'Changed'],
  ['added', 'Added'],
  ['removed', 'Removed'],
  ['moved', 'In layout only'],
];

/**
 * The differences under headings, what matters least last. Sections without any are left out.
 * @param most how many of them all are shown
 */
export function sectionsOf(differences: readonly Difference[], most = Infinity): Section[] {
  const sections: Section[] = [];
  let left = most;
  for (const [sign, title] of TITLES) {
    const all = differences.filter((each) => signOf(each) === sign);
    if (all.length > 0 && left > 0) sections.push({ sign, title, count: all.length, differences: all.slice(0, left) });
    left -= all.length;
  }
  return sections;
}

/** All of it in a sentence: "3 added, 1 removed, 5 changed". */
export function summaryOf({ added, removed, changed, elements }: Pick<DiagramDiff, 'added' | 'removed' | 'changed' | 'elements'>): string {
  if (added + removed + changed === 0) return 'No differences';
  const moved = elements.filter((each) => signOf(each) === 'moved').length;
  const parts = [added > 0 ? `${added} added` : null, removed > 0 ? `${removed} removed` : null, changed > moved ? `${changed - moved} changed` : null, moved > 0 ? `${moved} in layout only` : null];
  return parts.filter((part) => part !== null).join(', ');
}

/** How many are shown of how many there are. */
export function shownWords(shown: number, all: number): string {
  return shown === all ? plural(all, 'difference') : `${shown} of ${plural(all, 'difference')}`;
}
