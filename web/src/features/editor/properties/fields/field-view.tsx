import { useId } from 'react';
import type { Inspector } from '../inspector.js';
import type { ChoiceField, SwitchField } from '../model/field.js';
import type { DrawnElement } from '../model/moddle.js';
import classes from '../properties.module.css';
import { type FieldViewProps, Help } from './field-parts.js';
import { TextFieldView } from './text-field-view.js';

/** One field, as its kind asks. */
export function FieldView(props: FieldViewProps) {
  const { field } = props;
  if (field.kind === 'text') return <TextFieldView {...props} field={field} />;
  if (field.kind === 'choice') return <ChoiceFieldView {...props} field={field} />;
  if (field.kind === 'switch') return <SwitchFieldView {...props} field={field} />;
  return (
    <dl className={classes.fact}>
      <dt>{field.label}</dt>
      <dd>{field.value}</dd>
    </dl>
  );
}

function ChoiceFieldView({ field, inspector, element, readOnly }: FieldViewProps<ChoiceField>) {
  const id = useId();
  const { label, help, value, options, write } = field;
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className={classes.input}
        value={value}
        disabled={readOnly}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          change(inspector, element, () => write(chosen));
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Help id={id} text={help} />
    </div>
  );
}

function SwitchFieldView({ field, inspector, element, readOnly }: FieldViewProps<SwitchField>) {
  const id = useId();
  const { label, help, value, write } = field;
  return (
    <div className={classes.field}>
      <label className={classes.switch}>
        <input
          type="checkbox"
          checked={value}
          disabled={readOnly}
          aria-describedby={help === undefined ? undefined : `${id}-help`}
          onChange={(event) => {
            const on = event.currentTarget.checked;
            change(inspector, element, () => write(on));
          }}
        />
        {label}
      </label>
      <Help id={id} text={help} />
    </div>
  );
}

/** A choice is a step of its own, never a part of the one before. */
function change(inspector: Inspector, element: DrawnElement, run: () => void): void {
  if (!inspector.isDrawn(element)) return;
  inspector.finishTyping();
  inspector.endStep();
  inspector.commit('', run);
  inspector.endStep();
}
