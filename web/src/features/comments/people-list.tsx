import { Avatar, VisuallyHidden } from '@mantine/core';
import classes from './comments.module.css';
import type { Named } from './mention-text.js';

interface PeopleListProps {
  readonly id: string;
  readonly people: readonly Named[];
  readonly active: number;
  readonly onChoose: (person: Named) => void;
}

/** Whom the @ that is being written may mean. */
export function PeopleList({ id, people, active, onChoose }: PeopleListProps) {
  return (
    <>
      <VisuallyHidden role="status">{people.length > 0 && `${people.length} ${people.length === 1 ? 'person' : 'people'} to mention. ${people[active]?.name ?? ''}`}</VisuallyHidden>
      {people.length > 0 && (
        <div id={id} role="listbox" aria-label="People to mention" className={classes.people}>
          {people.map((person, index) => (
            <div
              key={person.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              className={classes.person}
              onPointerDown={(event) => {
                event.preventDefault(); // the caret stays where it is
                onChoose(person);
              }}
            >
              <Avatar size={22} name={person.name} color="petrol" aria-hidden />
              {person.name}
            </div>
          ))}
        </div>
      )}
    </>
  );
}
