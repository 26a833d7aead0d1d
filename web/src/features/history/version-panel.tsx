import { AUTOSAVES_KEPT, type VersionSummary } from '@bpmn-studio/contracts';
import { Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconGitCompare } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { messageOf } from '../../api/client.js';
import { secondsToNextTry } from '../../api/retry.js';
import { ErrorState } from '../../ui/error-state.js';
import { NameVersion } from './name-version.js';
import { useVersionWork } from './use-version-work.js';
import { VersionDays } from './version-days-list.js';
import { labelOf, versionsQuery } from './version-list.js';
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

/** The versions of a diagram by day: look at one, name it, bring it back as a new one, compare any two. */
export function VersionPanel(props: VersionPanelProps) {
  const { diagramId, version, readOnly, saveNow } = props;
  const query = useInfiniteQuery(versionsQuery(diagramId, version));
  const work = useVersionWork(props);
  const now = useNow();
  const [chosen, setChosen] = useState<readonly number[] | null>(null);
  const [unnaming, setUnnaming] = useState<VersionSummary | null>(null);
  const [active, setActive] = useState<number | null>(null);
  const versions = query.data?.pages.flatMap(({ items }) => items) ?? [];

  const nameNewest = async (message: string) => {
    const saved = await saveNow(message);
    if ('trouble' in saved) return saved.trouble;
    await query.refetch();
    return null;
  };
  const tick = (number: number) => setChosen((all) => (all?.includes(number) ? all.filter((each) => each !== number) : [...(all ?? []), number].slice(-2)));
  const before = (number: number) => versions[versions.findIndex((each) => each.version === number) + 1]?.version ?? null;
  const unname = async (item: VersionSummary) => {
    setUnnaming(null);
    const trouble = await work.name(item, null);
    if (trouble !== null) notifications.show({ color: 'orange', message: `The name is still there: ${trouble}` });
  };

  return (
    <div className={classes.panel}>
      {!readOnly && <NameVersion label="Name this version" onName={nameNewest} />}
      {versions.length > 1 && <Comparing chosen={chosen} onBegin={() => setChosen([])} onEnd={() => setChosen(null)} onCompare={work.compare} />}
      <div className={classes.scroll}>
        {query.isError && versions.length === 0 && <ErrorState title="The versions could not be read" message={messageOf(query.error)} onRetry={() => void query.refetch()} retryAfterSeconds={secondsToNextTry(query.errorUpdateCount, query.error)} busy={query.isFetching} />}
        {query.isPending && <Waiting />}
        {query.isSuccess && versions.length === 0 && (
          <Text size="sm" c="dimmed" p="md">
            There are no versions yet. The first one comes with your first change.
          </Text>
        )}
        <VersionDays versions={versions} timeline={{ diagramId, newest: version, previewed: props.previewed, readOnly, work, now, chosen, onTick: tick, active, onActive: setActive, onLeave: () => props.onPreview(null), onUnname: setUnnaming, before }} />
        {query.hasNextPage && (
          <Button variant="subtle" fullWidth loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Older versions
          </Button>
        )}
        {query.isSuccess && versions.length > 0 && (
          <Text size="xs" c="dimmed" p="md" ta="center">
            The last {AUTOSAVES_KEPT} autosaves and every named version are kept.
          </Text>
        )}
      </div>
      <Modal opened={unnaming !== null} onClose={() => setUnnaming(null)} title="Remove the name?" closeButtonProps={{ 'aria-label': 'Close' }}>
        <Text size="sm">
          Without its name, {unnaming ? labelOf(unnaming) : 'this version'} is an autosave again. Only the last {AUTOSAVES_KEPT} of these are kept, so it may go at once.
        </Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => setUnnaming(null)} data-autofocus>
            Keep it
          </Button>
          <Button color="red" onClick={() => unnaming && void unname(unnaming)}>
            Remove the name
          </Button>
        </Group>
      </Modal>
    </div>
  );
}

interface ComparingProps {
  readonly chosen: readonly number[] | null;
  readonly onBegin: () => void;
  readonly onEnd: () => void;
  readonly onCompare: (from: number, to: number) => void;
}

/** Two of the list are chosen here. */
function Comparing({ chosen, onBegin, onEnd, onCompare }: ComparingProps) {
  if (chosen === null) {
    return (
      <div className={classes.comparing}>
        <Button variant="subtle" size="compact-sm" leftSection={<IconGitCompare size={16} />} onClick={onBegin}>
          Compare two versions
        </Button>
      </div>
    );
  }
  const [one, other] = chosen.toSorted((a, b) => a - b);
  return (
    <div className={classes.comparing} data-on>
      <span role="status">{chosen.length === 2 ? `Versions ${one} and ${other}` : chosen.length === 1 ? 'Choose one more' : 'Choose two versions'}</span>
      <Button size="compact-sm" disabled={other === undefined} onClick={() => one !== undefined && other !== undefined && onCompare(one, other)}>
        Compare
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={onEnd}>
        Cancel
      </Button>
    </div>
  );
}

function Waiting() {
  return (
    <Stack gap="lg" p="md" aria-busy="true" aria-label="Reading the versions">
      {[1, 2, 3, 4].map((line) => (
        <Group key={line} wrap="nowrap" gap="sm">
          <Skeleton height={44} width={66} />
          <div style={{ flex: 1 }}>
            <Skeleton height={13} width="55%" mb={8} />
            <Skeleton height={10} width="75%" />
          </div>
        </Group>
      ))}
    </Stack>
  );
}

const TICK_MS = 30_000;

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return Math.max(now, Date.now());
}
