/**
 * Colours of the canvas are custom properties (canvas.css), so that light and dark are the stylesheet's matter: nothing is drawn
 * anew, and nothing of it reaches the file. A colour somebody chose keeps its hue; on dark paper its lightness is turned round.
 */
export const PAPER = { fill: 'var(--paper-fill)', stroke: 'var(--paper-ink)' } as const;

/** What the custom properties are in the light: how a drawing looks outside of this page. */
const LIGHT: Readonly<Record<string, string>> = { '--paper-fill': 'white', '--paper-ink': 'hsl(225, 10%, 15%)' };

const CHOSEN = /^(#[0-9a-f]{3,8}|[a-z]{3,30})$/i;
const ON_PAPER = /oklch\(from (#[0-9a-f]{3,8}|[a-z]{3,30}) calc\(var\(--paper-lift\) \+ var\(--paper-turn\) \* l\) c h\)/gi;
/** No colours, or none with a lightness to turn. */
const LEFT_ALONE = /^(none|transparent|inherit|currentcolor)$/i;

/** Colours by their numbers, which are drawn as they are. */
const MEASURED = /^(rgb|hsl)a?\([\d\s.,%/]{1,60}\)$/i;

/**
 * A colour out of a file as it is drawn; undefined for what is none. Of that, nothing may reach a style: a file may say
 * url(https://...), which would tell that server who looks at the diagram.
 */
export function onPaper(colour: string): string | undefined {
  if (!CHOSEN.test(colour)) return MEASURED.test(colour) ? colour : undefined;
  return LEFT_ALONE.test(colour) ? colour : `oklch(from ${colour} calc(var(--paper-lift) + var(--paper-turn) * l) c h)`;
}

/** A picture with the colours it has in the light, without a custom property left. */
export function inTheLight(svg: string): string {
  return svg.replaceAll(ON_PAPER, '$1').replaceAll(/var\((--paper-[a-z]+)\)/g, (whole, name: string) => LIGHT[name] ?? whole);
}
