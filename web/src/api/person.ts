let person: string | null = null;

/** Says whom this page is for, once the server told. */
export function thisPageIsFor(userId: string): void {
  person = userId;
}

/**
 * What goes along with every change: whom it is meant for. The cookie is the browser's, and may be somebody else's by now, who
 * must not be taken for its author: the server refuses such a change with 401.
 */
export function meantFor(): { readonly 'x-user-id'?: string } {
  return person === null ? {} : { 'x-user-id': person };
}
