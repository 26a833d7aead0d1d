import { useState } from 'react';
import classes from './thumbnail.module.css';

/** The picture of a diagram on a sheet of paper: always light, since the drawing is made in dark ink. */
export function Thumbnail({ url }: { readonly url: string | null }) {
  const [broken, setBroken] = useState<string | null>(null);
  const drawn = url !== null && url !== broken;
  return (
    <div className={classes.paper} data-drawn={drawn || undefined}>
      {drawn ? (
        <img src={url} alt="" loading="lazy" decoding="async" onError={() => setBroken(url)} />
      ) : (
        <svg viewBox="0 0 160 60" className={classes.ghost} aria-hidden="true" focusable="false">
          <circle cx="18" cy="30" r="10" />
          <path d="M28 30h18M94 30h16m30 0h0" />
          <rect x="46" y="14" width="48" height="32" rx="6" />
          <path d="m126 14 16 16-16 16-16-16z" />
        </svg>
      )}
    </div>
  );
}
