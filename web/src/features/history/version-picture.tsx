import { getVersionThumbnail } from '@bpmn-studio/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { callText, mayPass, urlFor } from '../../api/client.js';
import { retryDelay } from '../../api/retry.js';
import { Thumbnail } from '../../ui/thumbnail.js';

const TRIES = 5;

/**
 * The small picture of a version, asked for when it comes into sight. The server draws it then: where it has its hands full
 * it says when to ask again.
 */
export function VersionPicture({ diagramId, version }: { readonly diagramId: string; readonly version: number }) {
  const place = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (isSeen || !place.current) return;
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && setSeen(true), { rootMargin: '120px' });
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [isSeen]);
  const params = { id: diagramId, version };
  const { isSuccess } = useQuery({
    queryKey: ['version-picture', diagramId, version],
    // An image tells no reasons: it is fetched first, and shown out of the browser's cache.
    queryFn: async ({ signal }) => (await callText(getVersionThumbnail, { params }, { signal, quiet: true })).status,
    enabled: isSeen,
    staleTime: Infinity,
    retry: (failures, error) => mayPass(error) && failures < TRIES,
    retryDelay,
  });
  return (
    <div ref={place} style={{ width: '100%', height: '100%' }} aria-hidden="true">
      <Thumbnail url={isSuccess ? urlFor(getVersionThumbnail, { params }) : null} />
    </div>
  );
}
