import { MENTION } from '@bpmn-studio/contracts';

/** The ids a text mentions, each once, in the order they come. Whether they are members is not known here. */
export function mentionsIn(body: string): string[] {
  return [...new Set([...body.matchAll(MENTION)].map(([, id = '']) => id))];
}
