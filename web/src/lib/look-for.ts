/**
 * Looks for every word of what is typed, whatever the case and the accents.
 * @returns whether a text has them all; null when nothing is typed
 */
export function lookFor(query: string): ((text: string) => boolean) | null {
  const words = plain(query).split(' ').filter(Boolean);
  if (words.length === 0) return null;
  return (text) => {
    const looked = plain(text);
    return words.every((word) => looked.includes(word));
  };
}

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ').trim();
