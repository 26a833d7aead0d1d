/** How an element differs between two states of a diagram: `moved` differs in nothing but where it is drawn. */
export type ChangeSign = 'added' | 'removed' | 'changed' | 'moved';

/** The sign of each, so that nobody needs to tell colours apart. All are in the font of the product. */
export const CHANGE_SIGNS: Readonly<Record<ChangeSign, string>> = { added: '+', removed: '−', changed: '~', moved: '»' };
