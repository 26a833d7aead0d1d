import { eventWord, wordOf } from '../../../lib/element-words.js';
import { LONGEST_NAME, shortened } from './shortened.js';

/** An element of the canvas with its model, as far as it is spoken of. */
export interface Spoken {
  readonly id: string;
  readonly type?: string;
  readonly parent?: Spoken;
  readonly source?: Spoken;
  readonly target?: Spoken;
  readonly incoming?: readonly unknown[];
  readonly outgoing?: readonly unknown[];
  readonly children?: readonly unknown[];
  readonly businessObject?: {
    readonly $type: string;
    readonly name?: string;
    readonly text?: string;
    readonly eventDefinitions?: readonly { readonly $type: string }[];
    readonly lanes?: readonly { readonly name?: string }[];
  };
}

/** "Timer event", "User task": what an element is. */
export function kindOfElement({ businessObject, type = '' }: Spoken): string {
  const kind = wordOf(businessObject?.$type ?? type);
  const first = eventWord((businessObject?.eventDefinitions ?? []).map(({ $type }) => $type));
  if (first === undefined) return kind;
  return `${first} ${kind.charAt(0).toLowerCase()}${kind.slice(1)}`;
}

/** What an element is called: "User task Check order". */
export function nameOfElement(element: Spoken): string {
  const name = spokenName(element.businessObject?.name ?? element.businessObject?.text);
  const kind = kindOfElement(element);
  if (element.source && element.target) return `${kind}${name && ` ${name}`} from ${shortName(element.source)} to ${shortName(element.target)}`;
  return name ? `${kind} ${name}` : kind;
}

/** What a person who does not see it has to know: "User task Check order, 1 incoming, 2 outgoing, in Sales". */
export function describeElement(element: Spoken): string {
  const parts = [nameOfElement(element)];
  if (!element.source) {
    if (element.incoming?.length) parts.push(`${element.incoming.length} incoming`);
    if (element.outgoing?.length) parts.push(`${element.outgoing.length} outgoing`);
    if (element.businessObject?.$type === 'bpmn:SubProcess' || element.businessObject?.$type === 'bpmn:Participant') parts.push(`${element.children?.length ?? 0} inside`);
  }
  const around = spokenName(element.businessObject?.lanes?.[0]?.name) || spokenName(element.parent?.businessObject?.name);
  if (around) parts.push(`in ${around}`);
  return parts.join(', ');
}

const shortName = (element: Spoken): string => spokenName(element.businessObject?.name) || kindOfElement(element).toLowerCase();

const spokenName = (name = ''): string => shortened(name.replaceAll(/\s+/g, ' ').trim(), LONGEST_NAME);
