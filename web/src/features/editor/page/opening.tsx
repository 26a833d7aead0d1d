import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import classes from './page.module.css';

const QUICK_MS = 250;

/** Stands in for the drawing while it is being opened. A quick opening shows nothing, so that nothing flickers. */
export function Opening() {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), QUICK_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes.cover} aria-busy="true">
      <VisuallyHidden role="status">
        Opening the diagram
      </VisuallyHidden>
      {slow && (
        <div className={classes.ghost} aria-hidden="true">
          <Skeleton circle width={40} height={40} />
          <i />
          <Skeleton width={110} height={76} radius={12} />
          <i />
          <Skeleton width={46} height={46} radius={6} style={{ rotate: '45deg' }} />
          <i />
          <Skeleton width={110} height={76} radius={12} />
          <i />
          <Skeleton circle width={40} height={40} />
        </div>
      )}
    </div>
  );
}
