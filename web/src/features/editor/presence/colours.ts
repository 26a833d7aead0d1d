/**
 * Colours of people: of one lightness, so that white can be read on each of them (4.5:1), and each stands out against light and dark
 * paper (3:1). Those next to each other differ most.
 */
export const COLOURS = ['#2066f1', '#dc1b2b', '#038222', '#9f42d6', '#9e6300', '#067d7d', '#ce238a', '#5c7a00', '#7055ef', '#bd4d00', '#097a9a', '#7f700a'] as const;

export const colourOf = (index: number): string => COLOURS[index % COLOURS.length] ?? COLOURS[0];

/** The colour somebody has wherever nobody else has it: FNV-1a of their id. */
export function ownColour(userId: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < userId.length; at++) hash = Math.imul(hash ^ userId.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % COLOURS.length;
}

/** Their own colour, or the next one that is free. With more people than colours, their own again. */
export function freeColour(userId: string, taken: ReadonlySet<number>): number {
  const own = ownColour(userId);
  for (let step = 0; step < COLOURS.length; step++) {
    const colour = (own + step) % COLOURS.length;
    if (!taken.has(colour)) return colour;
  }
  return own;
}
