import { Button, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useEscape } from '../../../lib/use-escape.js';
import { inColour, PersonAvatar } from './avatar.js';
import { namesOf } from './comings.js';
import type { Person } from './people.js';
import type { PresenceDesk } from './presence-desk.js';
import classes from './presence.module.css';
import { useAround, usePresenceWanted } from './use-presence.js';

/** What there is to know of others, over the stage: whom one follows, who follows, who calls. Stands over the canvas in what has a place. */
export function PresenceNotices({ desk }: { readonly desk: PresenceDesk }) {
  const following = useAround(desk, 'following');
  const followers = useAround(desk, 'followers');
  const wanted = usePresenceWanted();
  const asked = useAround(desk, 'call');
  const isCalling = useAround(desk, 'isCalling');
  const said = useAround(desk, 'said');
  const call = wanted ? asked : null;
  const followWords = followers.length > 0 ? `${namesOf(followers)} ${followers.length === 1 ? 'follows' : 'follow'} you` : '';
  const spoken = [following && `You follow ${following.name}. Escape ends it.`, followWords && `${followWords}.`, call && `${call.name} asks everyone to come and look.`, wanted && said];
  return (
    <>
      <VisuallyHidden role="status">{spoken.filter(Boolean).join(' ')}</VisuallyHidden>
      {following && <div className={classes.frame} style={inColour(following)} />}
      <div className={classes.notices}>
        {call && (
          <Notice person={call} words={`${call.name} asks everyone to come and look`}>
            <Chip onClick={() => desk.follow(call.id)}>Go there</Chip>
            <Chip quiet onClick={desk.dismissCall}>
              Not now
            </Chip>
          </Notice>
        )}
        {isCalling && (
          <Notice words={followWords === '' ? 'You asked everyone to come here' : followWords}>
            <Chip quiet onClick={desk.endCall}>
              Done
            </Chip>
          </Notice>
        )}
        {!isCalling && followWords !== '' && <Notice words={followWords} />}
        {following && <Following person={following} onStop={desk.stopFollowing} />}
      </div>
    </>
  );
}

function Following({ person, onStop }: { readonly person: Person; readonly onStop: () => void }) {
  useEscape(onStop);
  return (
    <Notice person={person} words={`You follow ${person.name}`}>
      <Chip quiet onClick={onStop}>
        Stop
      </Chip>
    </Notice>
  );
}

function Notice({ person, words, children }: { readonly person?: Person; readonly words: string; readonly children?: ReactNode }) {
  return (
    <div className={classes.notice} data-quiet={children === undefined || undefined}>
      {person && <PersonAvatar person={person} />}
      <span className={classes.words}>{words}</span>
      {children}
    </div>
  );
}

const Chip = ({ quiet = false, onClick, children }: { readonly quiet?: boolean; readonly onClick: () => void; readonly children: ReactNode }) => (
  <Button className={classes.choice} size="compact-sm" variant={quiet ? 'subtle' : 'filled'} color={quiet ? 'gray' : undefined} onClick={onClick}>
    {children}
  </Button>
);
