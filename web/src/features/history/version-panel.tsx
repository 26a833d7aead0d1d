import { getVersion, restoreVersion, type VersionSummary } from '@bpmn-studio/contracts';
import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, messageOf, OfflineError } from '../../api/client.js';
import { secondsToNextTry } from '../../api/retry.js';
import { ErrorState } from '../../ui/error-state.js';
import { NameVersion } from './name-version.js';
import { labelOf, versionsQuery } from './version-list.js';
import { VersionItem } from './version-item.js';
import classes from './version-panel.module.css';

export interface VersionPanelProps {
  readonly diagramId: string;
  /** The newest version the server holds. */
  readonly version: number;
  readonly readOnly: boolean;
  /** The version that is being looked at. */
  readonly previewed: number | null;
  readonly onPreview: (preview: { readonly version: number; readonly label: string; readonly xml: string } | null) => void;
  /** Saves what is unsaved, under a name if one is given; resolves with the version then held, or with why it was not saved. */
  readonly saveNow: (message?: string) => Promise<{ readonly version: number } | { readonly trouble: string }>;
  readonly onRestored: (version: number) => void;
}

/** The versions of a diagram: look at one, name the newest, bring an old one back as a new one. */
export function VersionPanel({ diagramId, version, readOnly, previewed, onPreview, saveNow, onRestored }: VersionPanelProps) {
  const query = useInfiniteQuery(versionsQuery(diagramId, version));
  const [named, setNamed] = useState(0);
  const [busy, setBusy] = useState<number | null>(null);
  const versions = query.data?.pages.flatMap(({ items }) => items) ?? [];

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
  const look = (item: VersionSummary) =>
    attempt(item.version, async () => {
      if (previewed === item.version) return onPreview(null);
      const { data } = await call(getVersion, { params: { id: diagramId, version: item.version } });
      onPreview({ version: item.version, label: labelOf(item), xml: data.bpmnXml });
    });
  const restore = (item: VersionSummary) =>
    attempt(item.version, async () => {
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
    });
  const name = async (message: string) => {
    const saved = await saveNow(message);
    if ('trouble' in saved) return saved.trouble;
    setNamed((count) => count + 1);
    await query.refetch();
    return null;
  };

  return (
    <div className={classes.panel}>
      {!readOnly && <NameVersion key={named} onName={name} />}
      <div className={classes.scroll}>
        {query.isError && versions.length === 0 && <ErrorState title="The versions could not be read" message={messageOf(query.error)} onRetry={() => void query.refetch()} retryAfterSeconds={secondsToNextTry(query.errorUpdateCount, query.error)} busy={query.isFetching} />}
        {query.isPending && <Waiting />}
        {query.isSuccess && versions.length === 0 && (
          <Text size="sm" c="dimmed" p="md">
            There are no versions yet. The first one comes with your first change.
          </Text>
        )}
        <ol className={classes.list}>
          {versions.map((item) => (
            <VersionItem
              key={item.version}
              item={item}
              isNewest={item.version === version}
              isShown={item.version === previewed}
              busy={busy === item.version}
              onLook={item.version === version ? () => onPreview(null) : () => void look(item)}
              onRestore={readOnly || item.version === version ? undefined : () => void restore(item)}
            />
          ))}
        </ol>
        {query.hasNextPage && (
          <Button variant="subtle" fullWidth loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Older versions
          </Button>
        )}
        {query.isSuccess && versions.length > 0 && (
          <Text size="xs" c="dimmed" p="md" ta="center">
            The last 10 automatic saves and every named version are kept.
          </Text>
        )}
      </div>
    </div>
  );
}

function Waiting() {
  return (
    <Stack gap="lg" p="md" aria-busy="true" aria-label="Reading the versions">
      {[1, 2, 3, 4].map((line) => (
        <div key={line}>
          <Skeleton height={13} width="55%" mb={8} />
          <Skeleton height={10} width="75%" />
        </div>
      ))}
    </Stack>
  );
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
