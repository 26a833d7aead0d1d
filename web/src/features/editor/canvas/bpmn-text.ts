const FAMILY = 'Inter Variable';
const LONGEST_WAIT_MS = 3_000;

/** The type of labels on the canvas: the same on every machine, so that label sizes are too. */
export const textRenderer = {
  defaultStyle: { fontFamily: `'${FAMILY}', Inter, Arial, sans-serif` },
  externalStyle: { fontFamily: `'${FAMILY}', Inter, Arial, sans-serif` },
};

/** Resolves when the letters of this document can be measured; a font that does not come must not keep a diagram shut. */
export async function fontsFor(xml: string): Promise<void> {
  const letters = Array.from(new Set(xml)).join('');
  const loaded = Promise.all([document.fonts.load(`12px '${FAMILY}'`, letters), document.fonts.load(`bold 12px '${FAMILY}'`, letters)]).then(() => document.fonts.ready);
  let limit: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((resolve) => {
    limit = setTimeout(resolve, LONGEST_WAIT_MS);
  });
  await Promise.race([loaded, late]).catch((error: unknown) => console.warn('The font of the canvas did not load', error));
  clearTimeout(limit);
}
