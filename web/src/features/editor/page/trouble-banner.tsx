import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './page.module.css';

export interface TroubleBannerProps {
  readonly reason: string;
  readonly onRetry: () => void;
  readonly onDownload: () => void;
}

/** Why the work could not be saved, and what can be done about it. The next edit tries again by itself. */
export function TroubleBanner({ reason, onRetry, onDownload }: TroubleBannerProps) {
  return (
    <section className={`${classes.banner} ${classes.trouble}`} role="alert">
      <IconAlertTriangle size={18} aria-hidden="true" />
      <div className={classes.bannerText}>
        Your changes could not be saved. {reason}{' '}
        <UnstyledButton className={classes.more} fz="inherit" onClick={onRetry}>
          Try again
        </UnstyledButton>{' '}
        <UnstyledButton className={classes.more} fz="inherit" onClick={onDownload}>
          Download
        </UnstyledButton>
      </div>
    </section>
  );
}
