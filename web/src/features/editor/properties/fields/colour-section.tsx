import { useId } from 'react';
import type { Inspector } from '../inspector.js';
import { contrast, type Paint, PALETTE } from '../model/colours.js';
import type { DrawnElement } from '../model/moddle.js';
import { paintOf } from '../model/paint-of.js';
import classes from '../properties.module.css';

/** Below this, words in the colour of the border are hard to read on the filling. */
const READABLE = 4.5;
const PLAIN = { fill: '#ffffff', stroke: '#212624' };

/** Colours of everything selected: a palette that can be read, any other colour, and back to none. */
export function ColourSection({ inspector, elements, readOnly }: { readonly inspector: Inspector; readonly elements: readonly DrawnElement[]; readonly readOnly: boolean }) {
  const id = useId();
  const paints = elements.map(paintOf);
  const same = paints.every(({ fill, stroke }) => fill === paints[0]?.fill && stroke === paints[0]?.stroke) ? paints[0] : undefined;
  const isArrow = elements.every(({ waypoints }) => waypoints !== undefined);
  const paint = (colours: Partial<Paint>, field = '') => {
    if (!elements.every((element) => inspector.isDrawn(element))) return;
    if (field === '') inspector.endStep();
    inspector.commit(field, () => inspector.editsOf(undefined).paint(elements, colours));
  };
  const isHard = same?.stroke !== undefined && !isArrow && contrast(same.stroke, same.fill ?? PLAIN.fill) < READABLE;
  return (
    <section className={classes.group} aria-labelledby={id}>
      <h3 className={classes.heading} id={id}>
        <span>Colour</span>
      </h3>
      <div className={classes.fields}>
        <div role="group" aria-labelledby={id} className={classes.swatches}>
          {[{ name: 'None', paint: { fill: undefined, stroke: undefined } }, ...PALETTE].map(({ name, paint: colours }) => {
            const isOn = same !== undefined && same.stroke === colours.stroke && (isArrow || same.fill === colours.fill);
            return (
              <button
                key={name}
                type="button"
                className={classes.swatch}
                aria-pressed={isOn}
                aria-label={name}
                title={name}
                disabled={readOnly}
                style={{ background: colours.fill ?? 'var(--paper)', borderColor: colours.stroke ?? 'var(--mantine-color-dimmed)' }}
                data-none={colours.fill === undefined || undefined}
                onClick={() => paint(colours)}
              />
            );
          })}
        </div>
        <div className={classes.ownColours}>
          {!isArrow && <ColourInput label="Filling" value={same?.fill ?? PLAIN.fill} disabled={readOnly} onChange={(fill) => paint({ fill }, 'fill')} onLeave={() => inspector.endStep()} />}
          <ColourInput label={isArrow ? 'Line' : 'Border and words'} value={same?.stroke ?? PLAIN.stroke} disabled={readOnly} onChange={(stroke) => paint({ stroke }, 'stroke')} onLeave={() => inspector.endStep()} />
        </div>
        {isHard && <p className={classes.fault}>The words are hard to read on this filling. Take a darker border or a lighter filling.</p>}
      </div>
    </section>
  );
}

function ColourInput({ label, value, disabled, onChange, onLeave }: { readonly label: string; readonly value: string; readonly disabled: boolean; readonly onChange: (colour: string) => void; readonly onLeave: () => void }) {
  return (
    <label className={classes.colour}>
      <input type="color" value={value} disabled={disabled} onChange={(event) => onChange(event.currentTarget.value)} onBlur={onLeave} />
      {label}
    </label>
  );
}
