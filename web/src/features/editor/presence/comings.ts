import type { Person } from './people.js';

/** Who came and went is told in one sentence for all that happened in this time. */
export const TOLD_EVERY_MS = 4_000;
const MOST_NAMES = 3;

/** Says, for a screen reader, who came and who left between two looks; empty when nothing did. */
export function comings(before: readonly Person[], after: readonly Person[]): string {
  const [old, now] = [new Set(before.map(({ id }) => id)), new Set(after.map(({ id }) => id))];
  const came = after.filter(({ id }) => !old.has(id));
  const left = before.filter(({ id }) => !now.has(id));
  return [came.length > 0 && `${namesOf(came)} joined.`, left.length > 0 && `${namesOf(left)} left.`].filter(Boolean).join(' ');
}

/** "Ada", "Ada and Ben", "Ada, Ben and 3 others". */
export function namesOf(people: readonly Pick<Person, 'name'>[]): string {
  const names = people.map(({ name }) => name);
  if (names.length <= MOST_NAMES) return listed(names);
  const others = names.length - MOST_NAMES + 1;
  return listed([...names.slice(0, MOST_NAMES - 1), `${others} others`]);
}

const listed = (names: readonly string[]): string => (names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? ''));
