import { Menu, NativeSelect } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { publishNotice } from '../../../api/notices.js';
import { usePageTitle } from '../../../ui/page-title.js';
import { steadyNow } from '../save/clock.js';
import { saveStatus } from '../save/save-status.js';
import { SaveState } from '../toolbar/save-state.js';
import { TitleField } from '../toolbar/title-field.js';
import { Toolbar } from '../toolbar/toolbar.js';
import { toolsFor } from '../toolbar/tools.js';
import type { ExportFormat } from '../toolbar/export-menu.js';
import { exportDrawing } from './export-drawing.js';
import { ImportBanner } from './import-banner.js';
import classes from './page.module.css';
import { TroubleBanner } from './trouble-banner.js';
import { useDrawingFacts, useSaveState, useSaveStatus } from './use-facts.js';
import { useShortcuts } from './use-shortcuts.js';
import type { Workbench } from './workbench.js';

/** The bar on top of an open diagram, its shortcuts, and what there is to say about the file. */
export function WorkbenchBar({ bench, hasPanel }: { readonly bench: Workbench; readonly hasPanel: boolean }) {
  const { editing, readOnly, dock, setDock, preview, setDialog } = bench;
  const { drawing, saving } = editing;
  const drawn = useDrawingFacts(drawing);
  // Under an old version, undo would change what nobody sees.
  const facts = preview ? { ...drawn, canUndo: false, canRedo: false } : drawn;
  const state = useSaveState(saving);
  const status = useSaveStatus(saving);
  usePageTitle(state.title);

  const save = () => {
    if (readOnly) return;
    drawing.completeLabel();
    void saving.saveNow();
    if (saveStatus(saving.state, steadyNow()).action === 'decide') setDialog('decide');
  };
  const act = (action: 'save' | 'decide' | 'sign-in') => {
    if (action === 'decide') return setDialog('decide');
    if (action === 'sign-in') return publishNotice({ kind: 'session-expired' });
    save();
  };
  const exportAs = async (format: ExportFormat) => {
    try {
      await exportDrawing(drawing, state.title, format);
    } catch (error) {
      notifications.show({ color: 'orange', message: `The picture could not be made: ${error instanceof Error ? error.message : String(error)}` });
    }
  };
  const turnTo = (page: string) =>
    drawing.openPage(page).catch((error: unknown) => {
      console.warn('A drawing of the file could not be opened', error);
      notifications.show({ color: 'orange', message: 'That drawing could not be opened.' });
    });
  useShortcuts({
    save,
    undo: () => preview === null && drawing.undo(),
    redo: () => preview === null && drawing.redo(),
    fit: drawing.fit,
    fullSize: drawing.zoomToFull,
    minimap: drawing.toggleMinimap,
    zoomIn: drawing.zoomIn,
    zoomOut: drawing.zoomOut,
    help: () => setDialog('shortcuts'),
  });

  const reason = state.hold?.kind === 'refused' ? state.hold.reason : state.captureProblem;
  return (
    <>
      <Toolbar
        heading={
          <>
            <h1 className={classes.spoken}>{state.title}</h1>
            <TitleField title={state.title} readOnly={readOnly} onRename={(title) => saving.send({ type: 'renamed', title })} />
            <SaveState status={readOnly ? { words: 'View only', tone: 'calm', action: null } : status} reason={reason} onAction={act} />
          </>
        }
        pages={
          facts.pages.length > 1 && (
            <NativeSelect
              className={classes.pages}
              size="xs"
              aria-label="Drawing in this file"
              value={facts.page ?? ''}
              data={facts.pages.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(event) => void turnTo(event.currentTarget.value)}
            />
          )
        }
        tools={toolsFor(drawing, facts)}
        zoom={facts.zoom}
        readOnly={readOnly}
        versionsOpen={hasPanel ? dock === 'versions' : undefined}
        propertiesOpen={dock === 'properties'}
        extraItems={
          !readOnly && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconDeviceFloppy size={17} />} onClick={() => setDialog('copies')}>
                Kept on this device
              </Menu.Item>
            </>
          )
        }
        onFullSize={drawing.zoomToFull}
        onExport={(format) => void exportAs(format)}
        onVersions={() => setDock(dock === 'versions' ? null : 'versions')}
        onProperties={() => setDock(dock === 'properties' ? null : 'properties')}
        onShortcuts={() => setDialog('shortcuts')}
      />
      {facts.report && <ImportBanner report={facts.report} edited={drawn.canUndo} />}
      {reason !== null && <TroubleBanner reason={reason} onRetry={save} onDownload={() => void exportAs('bpmn')} />}
    </>
  );
}
