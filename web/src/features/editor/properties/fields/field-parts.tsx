import type { Inspector } from '../inspector.js';
import type { Field } from '../model/field.js';
import type { DrawnElement } from '../model/moddle.js';
import classes from '../properties.module.css';

export interface FieldViewProps<F extends Field = Field> {
  readonly field: F;
  readonly inspector: Inspector;
  readonly element: DrawnElement;
  readonly readOnly: boolean;
}

/** What is said below a field, for its `aria-describedby`. */
export function Help({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  return text === undefined ? null : (
    <p id={`${id}-help`} className={classes.help}>
      {text}
    </p>
  );
}
