import { useId } from 'react';
import { Thumbnail } from '../../ui/thumbnail.js';
import { pictureOf } from './template-files.js';
import { TEMPLATES, type Template } from './templates.js';
import classes from './template-choice.module.css';

export interface TemplateChoiceProps {
  /** Null is an empty diagram. */
  readonly chosen: string | null;
  readonly onChoose: (template: Template | null) => void;
}

/** What a new diagram starts with, as one group of radio buttons: the arrow keys go from picture to picture. */
export function TemplateChoice({ chosen, onChoose }: TemplateChoiceProps) {
  const name = useId();
  return (
    <fieldset className={classes.choice}>
      <legend>Start with</legend>
      <div className={classes.cards}>
        <Card name={name} title="Empty diagram" line="A start event, and paper." picture={null} checked={chosen === null} onChoose={() => onChoose(null)} />
        {TEMPLATES.map((template) => (
          <Card key={template.id} name={name} {...template} picture={pictureOf(template.id)} checked={chosen === template.id} onChoose={() => onChoose(template)} />
        ))}
      </div>
    </fieldset>
  );
}

interface CardProps {
  readonly name: string;
  readonly title: string;
  readonly line: string;
  readonly picture: string | null;
  readonly checked: boolean;
  readonly onChoose: () => void;
}

function Card({ name, title, line, picture, checked, onChoose }: CardProps) {
  const id = useId();
  return (
    <label className={classes.card}>
      <input type="radio" name={name} checked={checked} onChange={onChoose} aria-labelledby={`${id}-title`} aria-describedby={`${id}-line`} />
      <span className={classes.picture}>{picture === null ? <EmptyPicture /> : <Thumbnail url={picture} />}</span>
      <span className={classes.text}>
        <span id={`${id}-title`} className={classes.title}>
          {title}
        </span>
        <span id={`${id}-line`} className={classes.line}>
          {line}
        </span>
      </span>
    </label>
  );
}

function EmptyPicture() {
  return (
    <svg viewBox="0 0 160 90" className={classes.empty} aria-hidden="true" focusable="false">
      <circle cx="44" cy="45" r="12" />
      <rect x="84" y="29" width="44" height="32" rx="6" strokeDasharray="4 4" />
      <path d="M56 45h28" strokeDasharray="4 4" />
    </svg>
  );
}
