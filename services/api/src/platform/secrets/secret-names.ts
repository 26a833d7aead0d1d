/** The variables that hold secrets. Each may also be given as NAME_FILE, or stand in Vault under its name. */
export const SECRET_NAMES = ['DATABASE_URL', 'AUTH_SECRET', 'AUTH_SECRET_PREVIOUS', 'REDIS_URL', 'ELASTICSEARCH_URL', 'SENTRY_DSN'] as const;
export type SecretName = (typeof SECRET_NAMES)[number];

/** What is known of them: variable to value. */
export type SecretValues = Readonly<Partial<Record<SecretName, string>>>;

/** The variables of the process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The value of a variable; an empty one counts as unset. */
export function valueOf(env: Environment, name: string): string | undefined {
  const value = env[name];
  return value === undefined || value.trim() === '' ? undefined : value;
}
