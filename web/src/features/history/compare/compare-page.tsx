import { Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { isProblem, messageOf } from '../../../api/client.js';
import { secondsToNextTry } from '../../../api/retry.js';
import type { ChangeSign } from '../../../lib/change-signs.js';
import { ErrorState } from '../../../ui/error-state.js';
import { LinkButton } from '../../../ui/link-button.js';
import { usePageTitle } from '../../../ui/page-title.js';
import { headlineOf, versionQuery, versionsQuery } from '../version-list.js';
import { CompareBar } from './compare-bar.js';
import classes from './compare.module.css';
import { DifferencePanel } from './difference-panel.js';
import { type ChangeKind, type CompareHere, differencesQuery, marksOf, MOST_MARKS, ofKinds } from './differences.js';

export type CompareView = 'beside' | 'over' | 'before' | 'after';

/** What draws the two: put in by the app. */
export interface DrawingsProps {
  readonly before: { readonly xml: string; readonly label: string };
  readonly after: { readonly xml: string; readonly label: string };
  readonly view: CompareView;
  readonly marks: readonly { readonly elementId: string; readonly sign: ChangeSign }[];
  readonly selected: string | null;
  readonly onPick: (elementId: string) => void;
}

export interface ComparePageProps {
  readonly diagramId: string;
  /** The older of the two, usually; without it the one before `to`. */
  readonly from: number | undefined;
  /** Without it the newest. */
  readonly to: number | undefined;
  /** The two over each other instead of side by side. */
  readonly isOver: boolean;
  readonly onChange: (choice: { readonly from: number; readonly to: number; readonly isOver: boolean }) => void;
  /** For what the server takes too long to compare. */
  readonly compareHere: CompareHere;
  readonly renderDrawings: (props: DrawingsProps) => ReactNode;
}

const NONE: ReadonlySet<ChangeKind> = new Set();
const NARROW = '(max-width: 47.99em)';

/** Two versions of a diagram side by side or over each other, and a list of what differs. What is not saved yet is in neither. */
export function ComparePage({ diagramId, from: asked, to: askedTo, isOver, onChange, compareHere, renderDrawings }: ComparePageProps) {
  const list = useInfiniteQuery(versionsQuery(diagramId, null));
  const versions = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const to = askedTo ?? versions[0]?.version ?? null;
  const from = asked ?? versions.find(({ version }) => to !== null && version < to)?.version ?? null;
  const isSame = from !== null && from === to;
  const two = { from: from ?? 0, to: to ?? 0 };
  const enabled = from !== null && to !== null && !isSame;
  const diff = useQuery({ ...differencesQuery(diagramId, two.from, two.to, compareHere), enabled });
  const before = useQuery({ ...versionQuery(diagramId, two.from), enabled });
  const after = useQuery({ ...versionQuery(diagramId, two.to), enabled });

  const isNarrow = useMediaQuery(NARROW, window.matchMedia(NARROW).matches) ?? false;
  const [side, setSide] = useState<'before' | 'after'>('after');
  const [kinds, setKinds] = useState(NONE);
  const [picked, setPicked] = useState<string | null>(null);
  const elements = diff.data?.elements;
  const shown = useMemo(() => ofKinds(elements ?? [], kinds), [elements, kinds]);
  const selected = picked !== null && shown.some(({ elementId }) => elementId === picked) ? picked : null;
  const looked = shown.length > MOST_MARKS ? selected : null;
  const marks = useMemo(() => marksOf(shown, looked), [shown, looked]);

  const title = versions.find(({ version }) => version === to)?.title ?? after.data?.title ?? '';
  usePageTitle(title === '' ? 'Compare versions' : `Compare versions of ${title}`);
  // The address names what is seen, so that it can be handed on.
  useEffect(() => {
    if ((asked === undefined || askedTo === undefined) && from !== null && to !== null) onChange({ from, to, isOver });
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- once both are known
  }, [asked, askedTo, from, to]);

  const view: CompareView = isOver ? 'over' : isNarrow ? side : 'beside';
  const label = (number: number, known: { readonly message: string | null; readonly restoredFrom: number | null } | undefined) => `Version ${number}${known ? ` · ${headlineOf({ version: number, ...known })}` : ''}`;
  const failed = [diff, before, after].find(({ isError }) => isError);
  const isGone = [diff, before, after].some(({ error }) => isProblem(error, 'diagram.version_not_found'));
  const again = () => void Promise.all([diff, before, after].map((query) => query.isError && query.refetch()));

  return (
    <div className={classes.page}>
      <CompareBar
        diagramId={diagramId}
        title={title}
        versions={versions}
        from={from}
        to={to}
        onVersions={(older, newer) => onChange({ from: older, to: newer, isOver })}
        onMore={list.hasNextPage ? () => void list.fetchNextPage() : null}
        view={view}
        views={isNarrow ? NARROW_VIEWS : WIDE_VIEWS}
        onView={(chosen) => {
          if (chosen === 'before' || chosen === 'after') setSide(chosen);
          if (from !== null && to !== null && isOver !== (chosen === 'over')) onChange({ from, to, isOver: chosen === 'over' });
        }}
      />
      <main className={classes.body}>
        <div className={classes.stage}>
          {before.data && after.data ? (
            renderDrawings({
              before: { xml: before.data.bpmnXml, label: label(two.from, before.data) },
              after: { xml: after.data.bpmnXml, label: label(two.to, after.data) },
              view,
              marks,
              selected,
              onPick: (id) => shown.some(({ elementId }) => elementId === id) && setPicked(id),
            })
          ) : (
            <Stand reason={isSame ? 'same' : list.isSuccess && from === null ? 'alone' : isGone ? 'gone' : failed || list.isError ? null : 'waiting'} diagramId={diagramId} />
          )}
        </div>
        {diff.data && (
          <DifferencePanel
            key={`${two.from} ${two.to}`}
            diff={diff.data}
            shown={shown}
            chosen={kinds}
            onChoose={(kind) => setKinds((all) => new Set(all.has(kind) ? [...all].filter((each) => each !== kind) : [...all, kind]))}
            selected={selected}
            onSelect={setPicked}
            titles={before.data && after.data && before.data.title !== after.data.title ? { before: before.data.title, after: after.data.title } : null}
          />
        )}
        {!diff.data && enabled && !isGone && (
          <aside className={classes.panel} aria-label="Differences">
            {failed ? <Failed error={failed.error} count={failed.errorUpdateCount} busy={failed.isFetching} onRetry={again} /> : <Comparing />}
          </aside>
        )}
        {list.isError && versions.length === 0 && !enabled && (
          <aside className={classes.panel} aria-label="Differences">
            <Failed error={list.error} count={list.errorUpdateCount} busy={list.isFetching} onRetry={() => void list.refetch()} />
          </aside>
        )}
      </main>
    </div>
  );
}

const WIDE_VIEWS = [
  { value: 'beside', label: 'Side by side' },
  { value: 'over', label: 'Overlay' },
];
const NARROW_VIEWS = [
  { value: 'before', label: 'Before' },
  { value: 'after', label: 'After' },
  { value: 'over', label: 'Overlay' },
];

const STANDS = {
  same: { title: 'That is the same version twice', text: 'Choose another one above.' },
  alone: { title: 'There is one version so far', text: 'With your next change there are two to compare.' },
  gone: { title: 'One of these versions is not kept any more', text: 'The last autosaves and all named versions are. Choose another one above.' },
} as const;

/** What stands where the drawings would be. */
function Stand({ reason, diagramId }: { readonly reason: keyof typeof STANDS | 'waiting' | null; readonly diagramId: string }) {
  if (reason === null) return null;
  if (reason === 'waiting') return <div className={classes.stand} role="status" aria-label="Reading both versions" />;
  return (
    <div className={classes.stand} role="status">
      <h2>{STANDS[reason].title}</h2>
      <p>{STANDS[reason].text}</p>
      <LinkButton to="/diagrams/$diagramId" params={{ diagramId }} variant="default" size="sm">
        Back to the diagram
      </LinkButton>
    </div>
  );
}

function Failed({ error, count, busy, onRetry }: { readonly error: Error | null; readonly count: number; readonly busy: boolean; readonly onRetry: () => void }) {
  if (error === null) return null;
  return (
    <div className={classes.failed}>
      <ErrorState title="The versions could not be compared" message={messageOf(error)} onRetry={onRetry} retryAfterSeconds={secondsToNextTry(count, error)} busy={busy} />
    </div>
  );
}

function Comparing() {
  return (
    <div className={classes.summary} aria-busy="true" aria-label="Comparing">
      <Skeleton height={18} width="70%" mb={18} />
      {[1, 2, 3, 4, 5].map((line) => (
        <Skeleton key={line} height={14} width={`${90 - line * 8}%`} mb={14} />
      ))}
    </div>
  );
}
