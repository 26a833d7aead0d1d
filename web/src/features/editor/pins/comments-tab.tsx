import classes from '../lint/dock-tab.module.css';

/** The name of the tab, with how many threads have something new. */
export function CommentsTab({ fresh }: { readonly fresh: number }) {
  return (
    <>
      Comments
      {fresh > 0 && <span className={classes.count}>{fresh}</span>}
    </>
  );
}
