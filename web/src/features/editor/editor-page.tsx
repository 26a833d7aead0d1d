import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { meQuery } from '../../api/me.js';
import { useAtRest } from '../../lib/use-at-rest.js';
import { Dock, DockPlace } from './dock/dock.js';
import { firstTab, rememberOpen } from './dock/dock-memory.js';
import { dockPages, ProblemsPanel, PropertiesPanel } from './dock/dock-pages.js';
import { EmptyBar } from './toolbar/empty-bar.js';
import { NotOpened } from './page/not-opened.js';
import { Opening } from './page/opening.js';
import classes from './page/page.module.css';
import type { CommentsPart } from './pins/comments-part.js';
import { useCommentsDoor } from './pins/use-comments-door.js';
import type { Preview, RenderSidePanel } from './page/side-panel.js';
import { tellAside, tellOpening } from './page/tell-opening.js';
import { useEditing } from './page/use-editing.js';
import { useReveal } from './page/use-reveal.js';
import type { Dialog, DockTab, Mode, Workbench } from './page/workbench.js';
import { WorkbenchBar } from './page/workbench-bar.js';
import { ExportDialog, WorkbenchDialogs } from './page/workbench-dialogs.js';
import { FindBar, SimulationStage, StageOverlay } from './page/workbench-stage.js';

export interface EditorPageProps {
  readonly diagramId: string;
  /** The id of an element to be shown, selected and in the middle. */
  readonly element?: string | undefined;
  /** What the app puts into the dock: the versions. Without it there is no tab for them. */
  readonly renderSidePanel?: RenderSidePanel;
  readonly comments?: CommentsPart;
}

const LATER = [PropertiesPanel, ProblemsPanel, FindBar, SimulationStage, ExportDialog];
const NOTHING: typeof LATER = [];

/** The editor of one diagram: it has the whole window, and saves by itself. */
export function EditorPage({ diagramId, element, renderSidePanel, comments }: EditorPageProps) {
  const { data: me, dataUpdatedAt } = useQuery(meQuery);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const host = useRef<HTMLDivElement>(null);
  const [attempt, setAttempt] = useState(0);
  const [dock, setOpenDock] = useState(firstTab);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [mode, setMode] = useState<Mode | null>(null);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const again = () => setAttempt((count) => count + 1);
  const phase = useEditing(diagramId, me, host, insets, attempt, {
    closed: () => void queries.invalidateQueries({ queryKey: ['diagrams'] }),
    reopen: (aside) => {
      if (aside) tellAside(() => setDialog('copies'));
      void queries.invalidateQueries({ queryKey: meQuery.queryKey }).finally(again);
    },
  });
  useReveal(phase, element);
  useAtRest(phase.kind === 'ready' ? LATER : NOTHING);
  const latest = useRef<() => void>(() => undefined);
  const setDock = useCallback((tab: DockTab | null) => {
    setOpenDock(tab);
    rememberOpen(tab !== null);
    if (tab !== 'versions') setPreview(null);
  }, []);

  // Who is signed in was read anew: somebody signed in again on top of this page.
  useEffect(() => {
    if (phase.kind === 'ready' && phase.editing.owner.userId === me?.user.id) phase.editing.signedIn();
    if (phase.kind === 'failed') again();
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- an event, not a state: this moment and none other
  }, [dataUpdatedAt]);
  useEffect(() => {
    if (phase.kind === 'ready' && phase.opened.note) tellOpening(phase.opened.note, () => setDialog('copies'));
  }, [phase]);

  const comment = useCallback(() => latest.current(), []);
  const bench: Workbench | null = phase.kind === 'ready' ? { ...phase, diagramId, comment: comments ? comment : null, freshComments: comments?.fresh ?? 0, hasVersions: renderSidePanel !== undefined, compare: (search) => void navigate({ to: '/diagrams/$diagramId/compare', params: { diagramId }, search }), dock, setDock, mode, setMode, preview, setPreview, dialog, setDialog } : null;
  const door = useCommentsDoor(bench, setDock);
  latest.current = () => door && comments?.begin(door);
  return (
    <>
      {phase.kind === 'failed' && <NotOpened error={phase.error} onRetry={again} />}
      <div className={classes.page} hidden={phase.kind === 'failed'}>
        {bench ? <WorkbenchBar bench={bench} bell={comments?.bell} /> : <EmptyBar />}
        <div className={classes.body}>
          <main className={classes.stage}>
            <div ref={host} className={classes.canvas} inert={preview !== null || mode === 'simulation'} />
            {phase.kind === 'opening' && <Opening />}
            {bench && <StageOverlay bench={bench} />}
          </main>
          {bench && dock && <Dock pages={dockPages(bench, renderSidePanel, door && comments ? () => comments.panel(door) : undefined)} open={dock} onOpen={setDock} onClose={() => setDock(null)} onLeave={bench.editing.drawing.focus} />}
          {!bench && dock && <DockPlace />}
        </div>
        {door && comments?.layer(door)}
        {bench && <WorkbenchDialogs bench={bench} />}
      </div>
    </>
  );
}

/** What lies on the canvas: the palette at the left, the mark at the right bottom. */
function insets() {
  return window.innerWidth < 768 ? { top: 16, right: 16, bottom: 48, left: 62 } : { top: 32, right: 32, bottom: 48, left: 84 };
}
