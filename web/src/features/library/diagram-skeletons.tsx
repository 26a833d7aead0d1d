import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import classes from './diagram-card.module.css';
import type { View } from './use-view.js';

/** Holds the place of diagrams that are on their way. */
export function DiagramSkeletons({ view }: { readonly view: View }) {
  return (
    <>
      <VisuallyHidden role="status">Loading diagrams</VisuallyHidden>
      {view === 'grid' ? (
        <div className={classes.grid} aria-hidden="true">
          {Array.from({ length: 8 }, (_, index) => (
            <div key={index} className={classes.card}>
              <Skeleton className={`${classes.picture} ${classes.blank}`} radius={0} h="auto" />
              <Stack gap={8} p={14}>
                <Skeleton h={12} w="70%" />
                <Skeleton h={9} w="45%" />
              </Stack>
            </div>
          ))}
        </div>
      ) : (
        <Stack gap="sm" aria-hidden="true">
          {Array.from({ length: 8 }, (_, index) => (
            <Skeleton key={index} h={44} />
          ))}
        </Stack>
      )}
    </>
  );
}
