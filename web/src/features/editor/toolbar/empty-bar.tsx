import { ActionIcon, Skeleton } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import classes from './toolbar.module.css';

/** The bar while nothing is open yet: only the way back works. */
export function EmptyBar() {
  return (
    <header className={classes.bar}>
      <ActionIcon variant="subtle" color="gray" size={36} className={classes.tool} aria-label="Back to the library" renderRoot={(rest) => <Link to="/" {...rest} />}>
        <IconArrowLeft size={20} />
      </ActionIcon>
      <div className={classes.heading} aria-hidden="true">
        <Skeleton height={14} width={170} ml={8} mb={8} maw="80%" />
        <Skeleton height={9} width={70} ml={8} />
      </div>
    </header>
  );
}
