import type { CSSProperties } from 'react';
import { colourOf } from './colours.js';
import { initialsOf, type Person } from './people.js';
import classes from './presence.module.css';

/** Somebody as two letters in their colour; the name stands beside it, or is said by what it is in. */
export function PersonAvatar({ person, isFollowed = false }: { readonly person: Pick<Person, 'name' | 'colour'>; readonly isFollowed?: boolean }) {
  return (
    <span className={classes.avatar} style={inColour(person)} data-followed={isFollowed || undefined} aria-hidden>
      {initialsOf(person.name)}
    </span>
  );
}

/** Gives a part the colour of somebody. */
export const inColour = ({ colour }: Pick<Person, 'colour'>): CSSProperties => ({ '--person': colourOf(colour) }) as CSSProperties;
