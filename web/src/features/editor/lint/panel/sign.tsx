import { SEVERITY_SIGNS, SEVERITY_WORDS } from '../problems-words.js';
import type { Severity } from '../rules/problem.js';
import classes from './problems.module.css';

/** How much a problem weighs, told by shape as well as by colour: the same signs as on the canvas. */
export function Sign({ severity }: { readonly severity: Severity }) {
  return (
    <span className={classes.sign} data-severity={severity} role="img" aria-label={SEVERITY_WORDS[severity]}>
      <span aria-hidden>{SEVERITY_SIGNS[severity]}</span>
    </span>
  );
}
