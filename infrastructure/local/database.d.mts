export function isGiven(env?: Readonly<Record<string, string | undefined>>): boolean;
export function embeddedAuthSecret(dataDir: string, env?: Readonly<Record<string, string | undefined>>): { AUTH_SECRET?: string };
