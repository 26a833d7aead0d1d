import { diffVersions, type DiagramDiff } from '@bpmn-studio/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call, isProblem } from '../../../api/client.js';
import type { ChangeSign } from '../../../lib/change-signs.js';
import { plural } from '../../../lib/plural.js';
import { versionQuery } from '../version-list.js';
import type { Change, Difference } from './change-words.js';

export type ChangeKind = Change['kind'];

/** The kinds as they are called on the screen, in the order in which they matter. */
export const KIND_WORDS: Readonly<Record<ChangeKind, string>> = { semantic: 'Process', documentation: 'Descriptions', extension: 'Tool data', colour: 'Colours', layout: 'Layout' };
export const KINDS = Object.keys(KIND_WORDS) as readonly ChangeKind[];

/** What differs between two documents, found out in this browser. */
export type CompareHere = (before: string, after: string) => Promise<Omit<DiagramDiff, 'from' | 'to'>>;

/**
 * What differs between two versions, which never changes. The server gives up on documents that take it too long: those are
 * compared here.
 */
export function differencesQuery(diagramId: string, from: number, to: number, here: CompareHere) {
  return queryOptions({
    queryKey: ['differences', diagramId, from, to] as const,
    queryFn: async ({ signal, client }): Promise<DiagramDiff> => {
      try {
        return (await call(diffVersions, { params: { id: diagramId }, query: { from, to } }, { signal })).data;
      } catch (error) {
        if (!isProblem(error, 'diagram.not_comparable')) throw error;
        const [before, after] = await Promise.all([from, to].map(async (version) => (await client.ensureQueryData(versionQuery(diagramId, version))).bpmnXml));
        return await here(before!, after!).then(
          (found) => ({ from, to, ...found }),
          (reason: unknown) => {
            console.warn('Two versions could not be compared here either', reason);
            throw error; // it says what can be done instead
          },
        );
      }
    },
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

/** More frames than these hide the drawing, and moving it takes as long as they are many. */
export const MOST_MARKS = 1_000;

/** What is marked on the drawings: what matters most first, and the one that is looked at always. */
export function marksOf(shown: readonly Difference[], selected: string | null): { elementId: string; sign: ChangeSign }[] {
  const most = shown.length > MOST_MARKS ? sectionsOf(shown, MOST_MARKS).flatMap(({ differences }) => differences) : shown;
  const looked = shown.find(({ elementId }) => elementId === selected);
  return [...new Set(looked ? [...most, looked] : most)].map((each) => ({ elementId: each.elementId, sign: signOf(each) }));
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
