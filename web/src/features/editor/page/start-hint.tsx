import classes from './start-hint.module.css';

/** What to do with a fresh diagram, in the empty space below its start; goes with the first step. */
export function StartHint() {
  return (
    <div className={classes.hint} role="note">
      <p>Choose what comes next beside the circle, or take a shape from the left.</p>
      <p className={classes.more}>
        <span className={classes.keys}>Double-click a shape to name it · T adds a task · ? shows all shortcuts</span>
        <span className={classes.fingers}>Tap a shape twice to name it</span>
      </p>
    </div>
  );
}
