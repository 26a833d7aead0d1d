import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { FieldGroup } from '../model/field.js';
import type { Inspector } from '../inspector.js';
import type { DrawnElement } from '../model/moddle.js';
import classes from '../properties.module.css';
import { FieldView } from './field-view.js';

export interface GroupSectionProps {
  readonly group: FieldGroup;
  readonly inspector: Inspector;
  readonly element: DrawnElement;
  readonly readOnly: boolean;
}

/** What somebody opened or shut stays so for the elements looked at next. */
const chosen = new Map<string, boolean>();

/** A group of fields under a heading that opens and shuts it. */
export function GroupSection({ group, inspector, element, readOnly }: GroupSectionProps) {
  const { id, title, fields, shut = false, note } = group;
  const [open, setOpen] = useState(chosen.get(id) ?? !shut);
  const body = `properties-${id.replaceAll(/[^\w-]/g, '_')}`;
  const turn = () => {
    chosen.set(id, !open);
    setOpen(!open);
  };
  return (
    <section className={classes.group}>
      <h3 className={classes.heading}>
        <button type="button" aria-expanded={open} aria-controls={open ? body : undefined} onClick={turn}>
          <IconChevronRight size={15} className={classes.chevron} aria-hidden />
          {title}
        </button>
      </h3>
      {open && (
        <div id={body} className={classes.fields}>
          {fields.map((field) => (
            <FieldView key={field.key} field={field} inspector={inspector} element={element} readOnly={readOnly} />
          ))}
          {note !== undefined && <p className={classes.help}>{note}</p>}
        </div>
      )}
    </section>
  );
}
