import { Button, Center } from '@mantine/core';
import { useEffect, useRef } from 'react';

export interface MoreOnScrollProps {
  readonly pages: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly isFetchNextPageError: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
}

/** Reads the next page when its end comes into sight; also a button, for the keyboard and for when reading failed. */
export function MoreOnScroll({ pages: { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } }: MoreOnScrollProps) {
  const end = useRef<HTMLDivElement>(null);
  const waits = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (!waits || !end.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void fetchNextPage(), { rootMargin: '600px' });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [waits, fetchNextPage]);

  if (!hasNextPage) return null;
  return (
    <Center ref={end} mt="xl">
      <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        Show more
      </Button>
    </Center>
  );
}
