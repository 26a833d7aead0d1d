import { type KeyboardEvent, useId } from 'react';
import type { TextField } from '../model/field.js';
import classes from '../properties.module.css';
import { type FieldViewProps, Help } from './field-parts.js';
import { useTyping } from './use-typing.js';

/** A field that grows with its text lays out all of it; a longer text than this scrolls in a box of one size. */
const LONG = 4_000;

/** A text field of one line or many. Enter takes a line, Shift+Enter breaks it; Escape brings back what was there. */
export function TextFieldView({ field, inspector, element, readOnly }: FieldViewProps<TextField>) {
  const id = useId();
  const typing = useTyping(field, inspector, element);
  const { label, help, lines, placeholder } = field;
  const fault = field.fault?.(typing.text) ?? null;
  const reading = fault === null ? (field.reading?.(typing.text) ?? null) : null;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey && lines !== 'code' && field.key !== 'documentation') {
      event.preventDefault();
      typing.commit();
    }
    if (event.key === 'Escape' && typing.isTyped) {
      event.preventDefault();
      typing.drop();
    }
  };
  const shared = {
    id,
    value: typing.text,
    placeholder,
    readOnly,
    'data-long': typing.text.length > LONG || undefined,
    'aria-invalid': fault !== null || undefined,
    'aria-describedby': [help !== undefined && `${id}-help`, fault !== null && `${id}-fault`, reading !== null && `${id}-reading`].filter(Boolean).join(' ') || undefined,
    onChange: (event: { currentTarget: { value: string } }) => typing.type(event.currentTarget.value),
    onBlur: typing.leave,
    onKeyDown,
  };
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{label}</label>
      {lines === 'one' ? (
        <input {...shared} type="text" className={classes.input} autoComplete="off" spellCheck={false} />
      ) : (
        <textarea {...shared} className={lines === 'code' ? `${classes.input} ${classes.code}` : classes.input} rows={field.key === 'documentation' ? 3 : 1} spellCheck={lines === 'many'} />
      )}
      {fault !== null && (
        <p id={`${id}-fault`} className={classes.fault} role="alert">
          {fault}
          {typing.isOpen || field.strict ? '' : ' It is kept as written.'}
        </p>
      )}
      {reading !== null && (
        <p id={`${id}-reading`} className={classes.reading}>
          {reading}
        </p>
      )}
      <Help id={id} text={help} />
    </div>
  );
}
