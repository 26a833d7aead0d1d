import type { Workspace } from '@bpmn-studio/contracts';
import { Button, Skeleton, Stack } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { KeyboardEvent } from 'react';
import { messageOf } from '../../api/client.js';
import { secondsToNextTry } from '../../api/retry.js';
import { useStandingError } from '../../api/use-standing-error.js';
import { plural } from '../../lib/plural.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorState } from '../../ui/error-state.js';
import { MoreOnScroll } from '../../ui/more-on-scroll.js';
import { PageHeader } from '../../ui/page-header.js';
import { searchPages } from './search-pages.js';
import { SearchResult } from './search-result.js';
import classes from './search-results.module.css';

export interface SearchResultsProps {
  readonly workspace: Workspace;
  readonly q: string;
  readonly onClear: () => void;
  /** Back to the field the search is typed in. */
  readonly onLeave: () => void;
}

/** Diagrams found by what is in them. The arrow keys go through them, Escape goes back to the search field. */
export function SearchResults({ workspace, q, onClear, onLeave }: SearchResultsProps) {
  const pages = useInfiniteQuery(searchPages(workspace.id, q));
  const error = useStandingError(pages);
  const results = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const found = pages.isSuccess && !pages.isPlaceholderData;
  const nothing = found && results.length === 0;
  const summary = found ? `${plural(results.length, 'diagram')}${pages.hasNextPage ? ' and more' : ''}` : error ? 'Not searched yet' : 'Searching…';
  const walk = (event: KeyboardEvent<HTMLElement>): void => {
    const links = [...document.querySelectorAll<HTMLElement>('[data-result]')];
    const at = links.indexOf(event.currentTarget);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1, Escape: -1 }[event.key];
    if (to === undefined || at === -1) return;
    event.preventDefault();
    if (to < 0) onLeave();
    else links[to]?.focus();
  };
  return (
    <>
      <PageHeader title={`Results for “${q}”`} text={<span role="status">{summary}</span>} />
      {error && (
        <ErrorState
          title={results.length > 0 ? 'The search could not go on' : 'The search did not work'}
          message={messageOf(error)}
          onRetry={() => void pages.refetch()}
          retryAfterSeconds={secondsToNextTry(pages.errorUpdateCount, error)}
          busy={pages.isFetching}
        />
      )}
      {pages.isPending && !error && <Waiting />}
      {nothing && (
        <EmptyState
          picture={<IconSearch size={56} stroke={1} />}
          title="Nothing found"
          text="No diagram has all of these words in its title, in one of its elements or in what is written about it. Try fewer words, or a part of one."
          actions={
            <Button variant="default" onClick={onClear}>
              Clear the search
            </Button>
          }
        />
      )}
      {results.length > 0 && (
        <ul className={classes.results} aria-label="Results" aria-busy={pages.isPlaceholderData} data-stale={pages.isPlaceholderData || undefined}>
          {results.map((result) => (
            <SearchResult key={result.diagram.id} result={result} onKeyDown={walk} />
          ))}
        </ul>
      )}
      <MoreOnScroll pages={pages} />
    </>
  );
}

function Waiting() {
  return (
    <div className={classes.results} aria-hidden="true">
      {Array.from({ length: 5 }, (_, index) => (
        <div key={index} className={classes.result}>
          <Skeleton className={classes.picture} h="auto" radius="md" />
          <Stack gap={10} py={6} className={classes.text}>
            <Skeleton h={13} w="38%" />
            <Skeleton h={10} w="62%" />
            <Skeleton h={10} w="50%" />
          </Stack>
        </div>
      ))}
    </div>
  );
}
