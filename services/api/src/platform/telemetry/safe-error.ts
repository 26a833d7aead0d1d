/** An error as it may be written down: what it is and where it came from, and nothing of what people entrusted to us. */
export interface SafeError {
  readonly type: string;
  readonly message: string;
  /** SQLSTATE, errno, or a code of ours. */
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: SafeError;
}

const DEPTH = 4;
const LONGEST = 2_000;
const LONGEST_STACK = 6_000;
const SECRETS_KEPT = 50;
const SHORTEST_SECRET = 6;

/**
 * Makes an error fit to be logged or sent away. Only these fields go out: drivers hang rows, parameters and requests on
 * their errors.
 */
export function safeError(error: unknown, depth = DEPTH): SafeError {
  if (!(error instanceof Error)) return { type: typeof error, message: safeText(String(error)) };
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return {
    type: error.name,
    message: safeText(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {}),
    ...(error.stack === undefined ? {} : { stack: safeText(error.stack, LONGEST_STACK) }),
    ...(cause === undefined || cause === null || depth <= 1 ? {} : { cause: safeError(cause, depth - 1) }),
  };
}

/** The words of an error without the values that PostgreSQL and JSON quote in theirs, without logins in addresses, without secrets. */
export function safeText(text: string, longest = LONGEST): string {
  let safe = text;
  for (const [pattern, instead] of VALUES) safe = safe.replace(pattern, instead);
  return withoutSecrets(safe).slice(0, longest);
}

/** A value may hold line ends of its own; what follows it is the rest of the message, and the stack. */
const REST = String.raw`[\s\S]*?(?=\n {4}at |$)`;
const VALUES: readonly (readonly [RegExp, string])[] = [
  [/\/\/[^/\s:@"']*:[^/\s@"']*@/g, '//[redacted]@'],
  [new RegExp(`: "${REST}`, 'g'), ': [value]'], // invalid input syntax for type uuid: "..."
  [new RegExp(String.raw`\)=\(${REST}`, 'g'), ')=([value])'], // Key (email)=(...) already exists
  [new RegExp(`Failing row contains ${REST}`, 'g'), 'Failing row contains [value]'],
  [new RegExp(String.raw`parameter \$(\d+) = ${REST}`, 'g'), 'parameter $$$1 = [value]'],
  [new RegExp(`Unexpected (?:token|string|number|identifier|non-whitespace)${REST}`, 'g'), 'Unexpected content'], // JSON.parse quotes what it could not read
  [/"[^\n]*" is not valid JSON/g, 'is not valid JSON'],
];

const secrets = new Set<string>();

/** Makes sure that a secret of this process never shows in what is written down. Short ones would hide words. */
export function keepSecret(secret: string | undefined): void {
  if (secret !== undefined && secret.length >= SHORTEST_SECRET && secrets.size < SECRETS_KEPT) secrets.add(secret);
}

/** A text with every known secret in it covered up. */
export function withoutSecrets(text: string): string {
  let safe = text;
  for (const secret of secrets) if (safe.includes(secret)) safe = safe.replaceAll(secret, '[redacted]');
  return safe;
}
