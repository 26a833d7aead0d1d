import type { Severity } from '../rules/problem.js';
import classes from './problems.module.css';

const WORDS: Readonly<Record<Severity, string>> = { error: 'Error', warning: 'Warning', info: 'Hint' };

/** How much a problem weighs, told by shape as well as by colour: the same signs as on the canvas. */
export function Sign({ severity }: { readonly severity: Severity }) {
  return (
    <span className={classes.sign} data-severity={severity} role="img" aria-label={WORDS[severity]}>
      <span aria-hidden>{severity === 'info' ? 'i' : '!'}</span>
    </span>
  );
}
