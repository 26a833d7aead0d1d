import type { RuleId } from '../rules/catalogue.js';

/** The labels of the fields in which a problem is mended, the best first. */
const FIELDS: Readonly<Partial<Record<RuleId, readonly string[]>>> = {
  'timer-without-time': ['Fires'],
  'timer-unreadable': ['How often', 'Date and time', 'How long', 'Fires'],
  'call-without-called': ['Called process'],
  'no-default': ['Default way on'],
  'link-event': ['Link name'],
};
/** Frames the properties may take to be there. */
const MOST_FRAMES = 60;

/** Puts the keyboard into the field in which a problem is mended, once the properties are shown. */
export function openField(rule: RuleId): void {
  let frames = 0;
  const look = () => {
    const fields = [...document.querySelectorAll<HTMLLabelElement>('#dock-panel label')];
    const wanted = (FIELDS[rule] ?? []).flatMap((words) => fields.find(({ textContent }) => textContent?.trim() === words) ?? [])[0];
    const field = wanted?.control ?? (frames === MOST_FRAMES ? document.querySelector<HTMLElement>('#dock-panel :is(input, textarea, select):not(:disabled)') : null);
    if (field instanceof HTMLElement) return field.focus();
    if (frames++ < MOST_FRAMES) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
