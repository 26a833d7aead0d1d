import type { SearchMatch } from '@bpmn-studio/contracts';
import classes from './search-results.module.css';

/** A text in which what was found is marked. The pieces are text and stay text. */
export function Marked({ pieces }: { readonly pieces: SearchMatch['snippet'] }) {
  let at = 0;
  return pieces.map(({ text, hit }) => {
    const key = (at += text.length);
    return hit ? (
      <mark key={key} className={classes.mark}>
        {text}
      </mark>
    ) : (
      <span key={key}>{text}</span>
    );
  });
}
