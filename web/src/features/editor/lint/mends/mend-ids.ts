/** What can be done about a problem: at once, or by going to where a person has to say something. */
export type MendId = DoneAtOnce | AskedFor;
export type DoneAtOnce = 'make-default' | 'drop-condition' | 'remove-flow' | 'remove-label' | 'remove-lane' | 'remove-definition' | 'bypass' | 'join-before' | 'split-after' | 'add-end' | 'add-start' | 'plain-end' | 'plain-start' | 'space-out';
export type AskedFor = 'name-it' | 'open-properties';

/** What the button says. */
export const MEND_WORDS: Readonly<Record<MendId, string>> = {
  'make-default': 'Make it the default',
  'drop-condition': 'Remove the condition',
  'remove-flow': 'Remove this one',
  'remove-label': 'Remove the label',
  'remove-lane': 'Remove the lane',
  'remove-definition': 'Remove it',
  bypass: 'Remove and connect',
  'join-before': 'Add a gateway in front',
  'split-after': 'Add a parallel gateway',
  'add-end': 'Add an end',
  'add-start': 'Add a start',
  'plain-end': 'Make it a plain end',
  'plain-start': 'Make it a plain start',
  'space-out': 'Move apart',
  'name-it': 'Name it',
  'open-properties': 'Open properties',
};

const ASKED: readonly string[] = ['name-it', 'open-properties'] satisfies readonly AskedFor[];

/** Whether it needs nobody to say something: those can be done for many elements at once. */
export function isDoneAtOnce(mend: MendId): mend is DoneAtOnce {
  return !ASKED.includes(mend);
}
