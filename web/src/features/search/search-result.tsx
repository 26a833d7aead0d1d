import type { SearchMatch, SearchResult as Result } from '@bpmn-studio/contracts';
import { Text } from '@mantine/core';
import { IconArrowRight, IconCircle, IconDiamond, IconFile, IconLayoutRows, IconMail, IconNote, IconShape, IconSquareRounded, type Icon } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { KeyboardEventHandler } from 'react';
import { exactTime, relativeTime } from '../../lib/relative-time.js';
import { Thumbnail } from '../../ui/thumbnail.js';
import { kindOf, wordOf, type ElementKind } from '../../lib/element-words.js';
import { Marked } from './marked.js';
import classes from './search-results.module.css';

const SIGNS: Readonly<Record<ElementKind, Icon>> = {
  step: IconSquareRounded, event: IconCircle, gateway: IconDiamond, pool: IconLayoutRows, data: IconFile, message: IconMail, note: IconNote, flow: IconArrowRight, other: IconShape,
};

export interface SearchResultProps {
  readonly result: Result;
  /** On each of its links. */
  readonly onKeyDown: KeyboardEventHandler<HTMLElement>;
}

/** A diagram that was found, and the places in it: each leads there. */
export function SearchResult({ result: { diagram, matches, more }, onKeyDown }: SearchResultProps) {
  const inTitle = matches.find(({ field }) => field === 'title');
  const places = matches.filter((match) => match.elementId !== null);
  return (
    <li className={classes.result}>
      <div className={classes.picture}>
        <Thumbnail url={diagram.thumbnailUrl} />
      </div>
      <div className={classes.text}>
        <div className={classes.head}>
          <Link to="/diagrams/$diagramId" params={{ diagramId: diagram.id }} className={classes.title} title={diagram.title} dir="auto" data-result onKeyDown={onKeyDown}>
            {inTitle ? <Marked pieces={inTitle.snippet} /> : diagram.title}
          </Link>
          <Text span size="xs" c="dimmed" className={classes.time} title={exactTime(diagram.updatedAt)}>
            Edited {relativeTime(diagram.updatedAt)}
          </Text>
        </div>
        {places.length > 0 && (
          <ul className={classes.places} aria-label={`Found in ${diagram.title}`}>
            {places.map((match) => (
              <li key={`${match.elementId}/${match.field}`}>
                <Place diagramId={diagram.id} match={match} onKeyDown={onKeyDown} />
              </li>
            ))}
          </ul>
        )}
        {more && <p className={classes.more}>and more places in this diagram</p>}
      </div>
    </li>
  );
}

interface PlaceProps extends Pick<SearchResultProps, 'onKeyDown'> {
  readonly diagramId: string;
  readonly match: SearchMatch;
}

function Place({ diagramId, match: { elementId, elementType, name, field, snippet }, onKeyDown }: PlaceProps) {
  const type = elementType ?? '';
  const Sign = SIGNS[kindOf(type)];
  return (
    <Link to="/diagrams/$diagramId" params={{ diagramId }} search={{ element: elementId ?? undefined }} className={classes.place} data-result onKeyDown={onKeyDown}>
      <Sign size={16} stroke={1.6} aria-hidden="true" className={classes.sign} />
      <span className={classes.what}>
        <span className={classes.name} dir="auto">{field === 'name' ? <Marked pieces={snippet} /> : (name ?? 'Without a name')}</span>
        <span className={classes.type}>{wordOf(type)}</span>
        {field === 'documentation' && (
          <span className={classes.snippet} dir="auto">
            <Marked pieces={snippet} />
          </span>
        )}
      </span>
    </Link>
  );
}
