const NAME = 'bpmn-studio.session_token';

/**
 * The one session cookie of a Cookie header, as it was sent; undefined when there is none, or more than one, in which case
 * the sign-in service is to make out what that means.
 * @param secure whether cookies carry the __Secure- prefix
 */
export function sessionCookie(cookieHeader: string | undefined, secure: boolean): string | undefined {
  if (cookieHeader === undefined) return undefined;
  const wanted = `${secure ? '__Secure-' : ''}${NAME}=`;
  const found = cookieHeader.split(';').map((pair) => pair.trim()).filter((pair) => pair.startsWith(wanted));
  return found.length === 1 ? found[0]?.slice(wanted.length) : undefined;
}
