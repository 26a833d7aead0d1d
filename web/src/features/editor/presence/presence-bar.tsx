import { Menu, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconEye, IconSpeakerphone, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { PersonAvatar } from './avatar.js';
import type { Person } from './people.js';
import type { PresenceDesk } from './presence-desk.js';
import { presenceWanted } from './presence-wanted.js';
import classes from './presence.module.css';
import { useAround, usePresenceWanted } from './use-presence.js';

/** Faces there is room for, in a wide bar and in a narrow one. */
const FACES = { wide: 4, narrow: 1 };

/** Who else is here, and what can be done about it. Nothing while nobody is. */
export function PresenceBar({ desk }: { readonly desk: PresenceDesk }) {
  const people = useAround(desk, 'people');
  const following = useAround(desk, 'following');
  const isCalling = useAround(desk, 'isCalling');
  const wanted = usePresenceWanted();
  const [open, setOpen] = useState(false);
  if (people.length === 0) return null;
  const words = people.length === 1 ? `${people[0]?.name} is here too` : `${people.length} others are here`;
  return (
    <Menu opened={open} onChange={setOpen} width={300} position="bottom-end" withinPortal={false} classNames={{ itemLabel: classes.name ?? '' }}>
      <Menu.Target>
        <Tooltip label={words} disabled={open}>
          <UnstyledButton className={classes.here} aria-label={`${words}. Follow somebody, or bring everyone here`}>
            {wanted ? <Faces people={people} following={following} /> : <Hidden count={people.length} />}
          </UnstyledButton>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words}</Menu.Label>
        <div className={classes.list}>
          {people.map((person) => (
            <PersonItem key={person.id} desk={desk} person={person} isFollowed={person.id === following?.id} />
          ))}
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconSpeakerphone size={17} />} onClick={isCalling ? desk.endCall : desk.bringEveryone}>
          {isCalling ? 'Take the call back' : 'Bring everyone here'}
        </Menu.Item>
        <Menu.Item leftSection={<IconEye size={17} />} rightSection={wanted && <IconCheck size={17} aria-hidden />} onClick={presenceWanted.toggle}>
          Show others on the canvas
          <VisuallyHidden>, {wanted ? 'on' : 'off'}</VisuallyHidden>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function PersonItem({ desk, person, isFollowed }: { readonly desk: PresenceDesk; readonly person: Person; readonly isFollowed: boolean }) {
  const followers = useAround(desk, 'followers');
  const followsMe = followers.some(({ id }) => id === person.id);
  return (
    <Menu.Item
      leftSection={<PersonAvatar person={person} />}
      rightSection={<span className={classes.aside}>{isFollowed ? 'Stop following' : followsMe ? 'Follows you' : 'Follow'}</span>}
      onClick={() => (isFollowed ? desk.stopFollowing() : desk.follow(person.id))}
    >
      {person.name}
    </Menu.Item>
  );
}

function Faces({ people, following }: { readonly people: readonly Person[]; readonly following: Person | null }) {
  const wide = people.length > FACES.wide ? FACES.wide - 1 : people.length;
  return (
    <span className={classes.faces}>
      {people.slice(0, wide).map((person, index) => (
        <span key={person.id} className={index < FACES.narrow ? undefined : classes.onlyWide}>
          <PersonAvatar person={person} isFollowed={person.id === following?.id} />
        </span>
      ))}
      {people.length > wide && <More count={people.length - wide} className={classes.onlyWide} />}
      {people.length > FACES.narrow && <More count={people.length - FACES.narrow} className={classes.onlyNarrow} />}
    </span>
  );
}

const More = ({ count, className }: { readonly count: number; readonly className: string | undefined }) => (
  <span className={className} aria-hidden>
    <span className={classes.more}>+{Math.min(count, 99)}</span>
  </span>
);

const Hidden = ({ count }: { readonly count: number }) => (
  <span className={classes.hidden} aria-hidden>
    <IconUsers size={19} />
    {Math.min(count, 99)}
  </span>
);
