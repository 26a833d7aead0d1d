import type { ReactNode } from 'react';
import { fetchedPart } from '../../../ui/fetched-part.js';
import { ProblemsTab } from '../lint/dock-tab.js';
import type { RenderSidePanel } from '../page/side-panel.js';
import { CommentsTab } from '../pins/comments-tab.js';
import type { Workbench } from '../page/workbench.js';
import { StagePanel } from '../page/workbench-stage.js';
import type { DockPage } from './dock.js';

export const PropertiesPanel = fetchedPart(async () => (await import('../properties/properties-panel.js')).PropertiesPanel);
export const ProblemsPanel = fetchedPart(async () => (await import('../lint/panel/problems-panel.js')).ProblemsPanel);

/** What the dock can show for an open diagram, in the order of its tabs. The last two are put in by the app. */
export function dockPages(bench: Workbench, renderSidePanel: RenderSidePanel | undefined, comments: (() => ReactNode) | undefined): readonly DockPage[] {
  return [
    {
      id: 'properties',
      label: 'Properties',
      draw: () => <PropertiesPanel drawing={bench.editing.drawing} readOnly={bench.readOnly || bench.preview !== null} />,
    },
    {
      id: 'problems',
      label: 'Problems',
      tab: <ProblemsTab bench={bench} />,
      draw: () => <ProblemsPanel bench={bench} />,
    },
    ...(comments ? [{ id: 'comments' as const, label: 'Comments', tab: <CommentsTab fresh={bench.freshComments} />, draw: comments }] : []),
    ...(renderSidePanel ? [{ id: 'versions' as const, label: 'Versions', draw: () => <StagePanel bench={bench} render={renderSidePanel} /> }] : []),
  ];
}
