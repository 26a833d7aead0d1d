import { NativeSelect, VisuallyHidden } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { publishNotice } from '../../../api/notices.js';
import { useCommands } from '../../../ui/commands/command-sources.js';
import { usePageTitle } from '../../../ui/page-title.js';
import type { ActionContext } from '../actions/action.js';
import { editorCommands } from '../actions/editor-commands.js';
import { steadyNow } from '../save/clock.js';
import { isDirty } from '../save/save-state.js';
import { saveStatus } from '../save/save-status.js';
import { SaveState } from '../toolbar/save-state.js';
import { TitleField } from '../toolbar/title-field.js';
import { Toolbar } from '../toolbar/toolbar.js';
import { offerFile } from './export-drawing.js';
import { ImportBanner } from './import-banner.js';
import classes from './page.module.css';
import { TroubleBanner } from './trouble-banner.js';
import { useClipboard } from './use-clipboard.js';
import { useDrawingFacts, useSaveState, useSaveStatus } from './use-facts.js';
import { useShortcuts } from './use-shortcuts.js';
import type { Workbench } from './workbench.js';

/** The bar on top of an open diagram, its shortcuts, and what there is to say about the file. */
export function WorkbenchBar({ bench, bell }: { readonly bench: Workbench; readonly bell: ReactNode }) {
  const { editing, readOnly, preview, setDialog } = bench;
  const { drawing, saving } = editing;
  const drawn = useDrawingFacts(drawing);
  // Under an old version, undo would change what nobody sees.
  const facts = preview ? { ...drawn, canUndo: false, canRedo: false } : drawn;
  const state = useSaveState(saving);
  const status = useSaveStatus(editing);
  usePageTitle(state.title);

  const save = () => {
    if (readOnly) return;
    drawing.completeLabel();
    void editing.saveNow();
    if (saveStatus(saving.state, steadyNow()).action === 'decide') setDialog('decide');
  };
  const act = (action: 'save' | 'decide' | 'sign-in') => {
    if (action === 'decide') return setDialog('decide');
    if (action === 'sign-in') return publishNotice({ kind: 'session-expired' });
    save();
  };
  const turnTo = (page: string) =>
    drawing.openPage(page).catch((error: unknown) => {
      console.warn('A drawing of the file could not be opened', error);
      notifications.show({ color: 'orange', message: 'That drawing could not be opened.' });
    });
  const context: ActionContext = {
    bench,
    drawing,
    tools: drawing.tools,
    facts,
    canEdit: !readOnly && preview === null && bench.mode !== 'simulation' && facts.unreadable === null,
    save,
    exportAs: (format) => void offerFile(drawing, state.title, format),
  };
  useShortcuts(context);
  useClipboard(context);
  useCommands({ list: () => editorCommands(context) });

  const reason = state.hold?.kind === 'refused' ? state.hold.reason : state.captureProblem;
  return (
    <>
      <Toolbar
        heading={
          <>
            <VisuallyHidden component="h1">{state.title}</VisuallyHidden>
            <TitleField title={state.title} readOnly={readOnly} onRename={(title) => saving.send({ type: 'renamed', title })} />
            <SaveState status={readOnly && !isDirty(state) ? { words: 'View only', tone: 'calm', action: null } : status} reason={reason} onAction={act} />
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
        context={context}
        bell={bell}
      />
      <ImportBanner bench={bench} onReport={() => setDialog('report')} />
      {reason !== null && <TroubleBanner reason={reason} onRetry={save} onDownload={() => context.exportAs('bpmn')} />}
    </>
  );
}
