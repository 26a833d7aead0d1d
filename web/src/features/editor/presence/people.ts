import type { Shown } from './shown-state.js';

/** A browser tab of somebody, by its number in the document. */
export interface Tab extends Shown {
  readonly client: number;
}

/** Somebody who is here, in however many tabs. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly colour: number;
  readonly since: number;
  readonly clients: readonly number[];
}

/** Everybody but the one who looks, in the order in which they came. A person of several tabs is there once. */
export function peopleIn(tabs: readonly Tab[], myId: string): readonly Person[] {
  const people = new Map<string, Person>();
  for (const { user, colour, since, client } of tabs.toSorted(byArrival)) {
    if (user.id === myId) continue;
    const known = people.get(user.id);
    people.set(user.id, known ? { ...known, clients: [...known.clients, client] } : { id: user.id, name: user.name, colour, since, clients: [client] });
  }
  return [...people.values()];
}

/** Who came later gives way where two have the same colour. */
export function mustChangeColour(me: Tab, tabs: readonly Tab[]): boolean {
  return tabs.some((tab) => tab.user.id !== me.user.id && tab.colour === me.colour && byArrival(tab, me) < 0);
}

/** Those who follow a tab. */
export function followersOf(client: number, tabs: readonly Tab[], myId: string): readonly Person[] {
  return peopleIn(tabs.filter(({ following }) => following?.client === client), myId);
}

/**
 * Whether people follow each other in a circle, and this one has to let go: all but who began last, since that one knew.
 */
export function mustLetGo(me: Tab, tabs: readonly Tab[]): boolean {
  const known = new Map(tabs.map((tab) => [tab.client, tab]));
  let latest = -Infinity;
  let at = me.following && known.get(me.following.client);
  for (let steps = 0; at?.following && steps <= tabs.length; steps++) {
    latest = Math.max(latest, at.following.since);
    if (at.following.client === me.client) return me.following !== null && me.following.since < latest;
    at = known.get(at.following.client);
  }
  return false;
}

/** The letters of an avatar: of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return `${firstLetter(first)}${firstLetter(last)}` || '?';
}

function firstLetter(word = ''): string {
  return (/[\p{L}\p{N}]\p{M}*/u.exec(word)?.[0] ?? '').toLocaleUpperCase();
}

const byArrival = (one: Tab, other: Tab): number => one.since - other.since || one.client - other.client;
