import { getVersion, nameVersion, restoreVersion, type VersionSummary } from '@bpmn-studio/contracts';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, messageOf, OfflineError } from '../../api/client.js';
import { labelOf } from './version-list.js';
import type { VersionPanelProps } from './version-panel.js';

/** What a person can do with a version, and which one is under way. */
export interface VersionWork {
  /** The version something is being done with. */
  readonly busy: number | null;
  readonly look: (item: VersionSummary) => void;
  readonly restore: (item: VersionSummary) => void;
  /** Names it, or takes its name away (null). Resolves with why not; null when it is done. */
  readonly name: (item: VersionSummary, message: string | null) => Promise<string | null>;
  /** Opens the comparison of two versions; `to` null: with what is drawn now, which is saved before. */
  readonly compare: (from: number, to: number | null) => void;
}

export function useVersionWork({ diagramId, version, readOnly, previewed, onPreview, saveNow, onRestored }: VersionPanelProps): VersionWork {
  const [busy, setBusy] = useState<number | null>(null);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const attempt = async (number: number, run: () => Promise<void>) => {
    setBusy(number);
    try {
      await run();
    } catch (error) {
      notifications.show({ color: 'orange', message: messageOf(error) });
    } finally {
      setBusy(null);
    }
  };
  const look = async (item: VersionSummary) => {
    if (previewed === item.version || item.version === version) return onPreview(null);
    const { data } = await call(getVersion, { params: { id: diagramId, version: item.version } });
    onPreview({ version: item.version, label: labelOf(item), xml: data.bpmnXml });
  };
  const restore = async (item: VersionSummary) => {
    const saved = await saveNow();
    if ('trouble' in saved) return void notifications.show({ color: 'orange', message: `Not restored, because your latest changes are not saved yet: ${saved.trouble}.` });
    const { data } = await untilAnswered(() =>
      call(restoreVersion, {
        params: { id: diagramId, version: item.version },
        headers: { 'if-match': `"${saved.version}"`, 'idempotency-key': `restore-${diagramId}-${item.version}-on-${saved.version}` },
      }),
    );
    onRestored(data.version);
    notifications.show({ message: `Restored ${labelOf(item)}. What was there before stays in the list.` });
  };
  const compare = async (from: number, to: number | null) => {
    let newest = version;
    if (to === null && !readOnly) {
      const saved = await saveNow();
      if ('trouble' in saved) notifications.show({ color: 'orange', message: `Your latest changes are not in this comparison, because they are not saved yet: ${saved.trouble}.` });
      else newest = saved.version;
    }
    await navigate({ to: '/diagrams/$diagramId/compare', params: { diagramId }, search: { from, to: to ?? newest } });
  };
  return {
    busy,
    look: (item) => void attempt(item.version, () => look(item)),
    restore: (item) => void attempt(item.version, () => restore(item)),
    compare: (from, to) => void attempt(from, () => compare(from, to)),
    name: async (item, message) => {
      try {
        await call(nameVersion, { params: { id: diagramId, version: item.version }, body: { message } });
        await queries.invalidateQueries({ queryKey: ['versions', diagramId] });
        return null;
      } catch (error) {
        return messageOf(error);
      }
    },
  };
}

const TRIES = 3;
const PAUSE_MS = 1_000;

/** Asks again when no answer came: it may have been done all the same. Safe for requests with an idempotency key only. */
async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof OfflineError) || tries === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
