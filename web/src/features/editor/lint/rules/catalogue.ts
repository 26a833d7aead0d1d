import type { MendId } from '../mends/mend-ids.js';
import type { Severity } from './problem.js';

/** What a person is told of a rule. */
export interface RuleInfo {
  /** What is wrong, said of one element. */
  readonly title: string;
  readonly why: string;
  /** What mends it by hand. */
  readonly how: string;
  readonly severity: Severity;
  readonly mend?: MendId;
}

const rule = (severity: Severity, title: string, why: string, how: string, mend?: MendId): RuleInfo => ({ severity, title, why, how, ...(mend && { mend }) });

/** Every rule: those of bpmnlint's recommended set under their names there, and our own. */
export const RULES = {
  'ad-hoc-sub-process': rule('error', 'Start or end in an ad-hoc sub-process', 'The steps of an ad-hoc sub-process are done in any order: nothing starts or ends it.', 'Delete the event, or make the sub-process an ordinary one.'),
  'conditional-flows': rule('error', 'Way on without a condition', 'Other ways on from here have a condition. Without one, nobody can tell when this one is taken.', 'Give it a condition, or make it the default.', 'make-default'),
  'end-event-required': rule('warning', 'No end', 'A reader cannot see what the process leads to, nor when it is over.', 'Add an end event behind the last step.'),
  'event-based-gateway': rule('error', 'Event-based gateway that has nothing to wait for', 'It waits for the first of several events. That needs two ways on, and none of them has a condition.', 'Lead at least two ways to events, and take conditions away.'),
  'event-sub-process-typed-start-event': rule('error', 'Event sub-process that nothing starts', 'It starts when something happens. Its start event does not say what.', 'Change the start into a message, timer, error or other event.'),
  'fake-join': rule('info', 'Several ways in', 'Each way in starts this again. A gateway in front says whether that is meant, or whether they wait for each other.', 'Put a gateway in front of it.', 'join-before'),
  'global-unnamed': rule('warning', 'Message, signal or error without a name', 'Elements refer to it, and people choose it from a list, by its name.', 'Choose an element that uses it, and name it in its properties.'),
  'global-unused': rule('info', 'Message, signal or error that nothing uses', 'It stands in every list one chooses from, and means nothing.', 'Use it, or remove it from the file.', 'remove-definition'),
  'global-not-unique': rule('warning', 'Two of the same name', 'Whoever chooses between them cannot tell them apart.', 'Rename one of them, or use the same one everywhere.'),
  'label-required': rule('warning', 'No name', 'Without a name, only whoever drew it knows what it means.', 'Write what happens here: a verb and a thing, such as “Check order”.', 'name-it'),
  'unnamed-start-or-end': rule('info', 'Start or end without a name', 'A name says what sets the process off, or what it leads to.', 'Write what happened, such as “Order received” or “Order shipped”.', 'name-it'),
  'link-event': rule('error', 'Link that leads nowhere', 'A link goes from one event to the one event of the same name. Here one of the two is missing, has no name, or is there twice.', 'Give exactly one target and its sources the same link name.', 'open-properties'),
  'no-bpmndi': rule('warning', 'In the file, but not drawn', 'Nobody sees it. An engine runs it nevertheless.', 'Import the file again: what has no place gets one.'),
  'no-complex-gateway': rule('warning', 'Complex gateway', 'Few people know what it does, and engines do not run it.', 'Say the same with exclusive and parallel gateways.'),
  'no-disconnected': rule('error', 'Not connected', 'Nothing leads here and nothing leads on: it never happens.', 'Connect it, or delete it.'),
  'no-duplicate-sequence-flows': rule('error', 'The same way twice', 'Both are taken, so that what follows happens twice.', 'Delete one of them.', 'remove-flow'),
  'no-gateway-join-fork': rule('warning', 'Gateway that joins and splits', 'One sign stands for two things, and one cannot see which way leads where.', 'Use two gateways: the first joins, the second splits.', 'join-before'),
  'no-implicit-split': rule('warning', 'Splits without a gateway', 'All ways are taken at once. Many readers take it for a choice.', 'Put a parallel gateway behind it, or an exclusive one if it is a choice.', 'split-after'),
  'no-implicit-end': rule('warning', 'Nothing follows', 'Here the process ends without saying so. It looks like something forgotten.', 'Add an end event, or connect it to what follows.', 'add-end'),
  'no-implicit-start': rule('warning', 'Nothing leads here', 'It starts by itself together with the process, which few readers expect.', 'Add a start event, or lead a connection here.', 'add-start'),
  'no-inclusive-gateway': rule('info', 'Inclusive gateway', 'Which ways it waits for is hard to tell, for people and for engines.', 'Where it fits, say the same with exclusive and parallel gateways.'),
  'no-overlapping-elements': rule('warning', 'Lies over something else', 'One hides the other, and connections cannot be told apart.', 'Move them apart.', 'space-out'),
  'outside-its-parent': rule('error', 'Outside of what it belongs to', 'It belongs to a pool or sub-process and is drawn beside it, so that the drawing and the file say different things.', 'Move it inside, or make the pool larger.'),
  'single-blank-start-event': rule('warning', 'Several plain starts', 'One cannot tell which of them begins the process.', 'Keep one, or give each an event that starts it.'),
  'single-event-definition': rule('warning', 'One event for several things', 'Its sign cannot show which of them it waits for.', 'Draw an event for each.'),
  'start-event-required': rule('warning', 'No start', 'A reader does not know where to begin, nor what sets the process off.', 'Add a start event before the first step.'),
  'sub-process-blank-start-event': rule('error', 'Sub-process that starts with an event', 'A sub-process starts when the flow reaches it; it does not wait for anything.', 'Make its start a plain one.', 'plain-start'),
  'superfluous-gateway': rule('warning', 'Gateway that does nothing', 'One way in and one way out: nothing is decided, split or joined.', 'Remove it, or draw the way that is missing.', 'bypass'),
  'superfluous-label': rule('info', 'Label on the only way on', 'Labels on connections are read as answers to a question, and there is none.', 'Remove the label, or make it a note.', 'remove-label'),
  'superfluous-termination': rule('info', 'Terminates what is over anyway', 'It is the only end. An ordinary one says the same in a more usual way.', 'Make it a plain end.', 'plain-end'),

  'unnamed-way-on': rule('warning', 'Way on without a label', 'A choice can be read when each of its ways says when it is taken.', 'Write the answer on it, such as “Yes”.', 'name-it'),
  'no-default': rule('info', 'Choice without a default', 'When none of the conditions holds, the process stops here.', 'Make one of the ways the default.', 'open-properties'),
  'default-with-condition': rule('warning', 'Default with a condition', 'The default is taken when nothing else fits. Its own condition is never looked at.', 'Remove the condition, or make another way the default.', 'drop-condition'),
  'unreachable': rule('error', 'Cannot be reached', 'These steps lead in a circle, and no way leads into it from a start.', 'Lead a connection into it, or delete it.'),
  'no-way-out': rule('error', 'A circle without a way out', 'Who enters it never comes to an end.', 'Lead one of its steps to an end.'),
  'broken-flow': rule('error', 'Connection with a loose end', 'The element it came from or led to is not in the file.', 'Delete it, or connect it anew.'),
  'flow-into-start': rule('error', 'Way back into a start', 'A start event begins the process; nothing can lead into it.', 'Lead the connection to the step behind the start.'),
  'flow-out-of-end': rule('error', 'Goes on behind an end', 'An end event ends this way; nothing follows it.', 'Make it an intermediate event, or delete what follows.'),
  'flow-across-pools': rule('error', 'Connection that crosses a border', 'A connection stays inside one pool and one sub-process. Between pools, messages are sent.', 'Use a message between pools; connect the sub-process as a whole.'),
  'message-inside-pool': rule('error', 'Message inside one pool', 'Messages go from one pool to another. Inside a pool, a connection says the same.', 'Use a connection, or lead the message to another pool.'),
  'empty-lane': rule('info', 'Empty lane', 'Whoever it stands for has nothing to do.', 'Move steps into it, or remove it.', 'remove-lane'),
  'same-process-name': rule('warning', 'Two processes of the same name', 'In lists and in call activities one cannot tell them apart.', 'Give one of them another name.', 'name-it'),
  'unnamed-sub-process': rule('warning', 'Sub-process without a name', 'Closed, it shows nothing but its name.', 'Write what is achieved in it.', 'name-it'),
  'timer-without-time': rule('info', 'Timer without a time', 'It shows a clock, and does not say when it fires.', 'Say in its properties when it fires.', 'open-properties'),
  'timer-unreadable': rule('info', 'Time that engines cannot read', 'People may understand it; an engine reads times in a form of their own (ISO 8601).', 'Write it as its properties show, such as P2D for two days.', 'open-properties'),
  'call-without-called': rule('info', 'Calls nothing', 'A call activity runs another process. This one does not say which.', 'Name the process it calls in its properties.', 'open-properties'),
} as const satisfies Readonly<Record<string, RuleInfo>>;

export type RuleId = keyof typeof RULES;

/** The words of a rule. */
export function ruleInfo(rule: RuleId): RuleInfo {
  return RULES[rule];
}

/** What one problem says already need not be said again of the same element: by what says it, what it makes superfluous. */
export const SAID_BY: Readonly<Partial<Record<RuleId, readonly RuleId[]>>> = {
  'no-disconnected': ['no-implicit-start', 'no-implicit-end', 'unreachable'],
  'unnamed-way-on': ['label-required'],
  'flow-across-pools': ['message-inside-pool'],
  'broken-flow': ['flow-across-pools', 'no-bpmndi'],
  'no-gateway-join-fork': ['fake-join'],
  'no-bpmndi': ['outside-its-parent'],
};
