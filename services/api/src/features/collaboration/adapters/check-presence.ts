import type { Guest } from '../application/ports.js';

type State = Record<string, unknown>;

/** What a person shows of themselves: where the mouse is, what is selected, what is being drawn. As JSON. */
const MOST_LENGTH = 8 * 1024;
/** Each tab of a person shows itself once, and those that died for half a minute more. */
const MOST_TABS = 100;

/**
 * Who somebody is, the server says: a name that a client gives is put right, and nobody speaks for another person. What must not
 * be passed on is left out.
 *
 * @param states what came, by client; changed in place
 * @param known what everybody shows now, as it was passed on
 */
export function checkPresence(states: Map<number, State>, known: ReadonlyMap<number, State>, { userId, name }: Guest): void {
  let tabs = 0;
  if ([...states.keys()].some((client) => !known.has(client))) for (const state of known.values()) if (ownerOf(state) === userId) tabs++;
  for (const [client, state] of states) {
    const owner = ownerOf(known.get(client));
    const isOneMore = !known.has(client) && ++tabs > MOST_TABS;
    if (isOneMore || (owner !== undefined && owner !== userId) || JSON.stringify(state).length > MOST_LENGTH) states.delete(client);
    else state['user'] = { ...(typeof state['user'] === 'object' ? state['user'] : {}), id: userId, name };
  }
}

function ownerOf(state: State | undefined): unknown {
  return (state?.['user'] as State | undefined)?.['id'];
}
