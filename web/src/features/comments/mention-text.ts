import { MENTION } from '@bpmn-studio/contracts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** A piece of a comment, from a place in its text on: words, or somebody who is mentioned. */
export type Piece = { readonly from: number; readonly text: string; readonly id?: string };

/** A text in pieces, each mention with the name the person has now. */
export function piecesOf(body: string, mentions: readonly Named[]): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of body.matchAll(MENTION)) {
    if (match.index > from) pieces.push({ from, text: body.slice(from, match.index) });
    const [, id = ''] = match;
    pieces.push({ from: match.index, id, text: `@${mentions.find((one) => one.id === id)?.name ?? 'former member'}` });
    from = match.index + match[0].length;
  }
  if (from < body.length) pieces.push({ from, text: body.slice(from) });
  return pieces;
}

/** The text as it is written: names in the place of ids. */
export function writtenWith(body: string, mentions: readonly Named[]): string {
  return piecesOf(body, mentions).map(({ text }) => text).join('');
}

/** The text as it is sent: ids in the place of the names of those who were chosen; of two that begin alike the longer one counts. */
export function bodyOf(written: string, chosen: readonly Named[]): string {
  const byLength = chosen.toSorted((a, b) => b.name.length - a.name.length);
  let body = '';
  for (let at = 0; at < written.length; ) {
    const person = written[at] === '@' ? byLength.find(({ name }) => written.startsWith(`@${name}`, at)) : undefined;
    body += person ? `<@${person.id}>` : written[at];
    at += person ? person.name.length + 1 : 1;
  }
  return body;
}

/** Words of a name there may be before the caret. */
const LONGEST_NAME = 40;

/** What is being looked for behind an @ before the caret; null when nobody is. */
export function searchedFor(written: string, caret: number): { readonly from: number; readonly query: string } | null {
  const before = written.slice(Math.max(0, caret - LONGEST_NAME), caret);
  const match = /(?:^|[\s(])@([^\s@]*(?: [^\s@]*)?)$/u.exec(before);
  return match ? { from: caret - (match[1] ?? '').length - 1, query: match[1] ?? '' } : null;
}
