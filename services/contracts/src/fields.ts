import { z } from 'zod';

/** Text without NUL (PostgreSQL cannot keep it) and without lone surrogates (UTF-8 cannot carry them). */
export const safeText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !text.includes('\u0000') && text.isWellFormed(), 'must not contain NUL or broken characters');

export const uuid = z.uuid();
export const title = safeText(200)
  .transform((text) => text.trim())
  .pipe(z.string().min(1, 'must not be empty'))
  .describe('1 to 200 characters');
export const timestamp = z.iso.datetime().describe('RFC 3339, UTC');
export const version = z.int().min(1).max(2147483647);
/** A version in a path or a query, where everything is text. Written in one way only: 01, 1.0 and 1e0 name no version. */
export const versionInText = z.coerce
  .string()
  .refine((text) => /^[1-9][0-9]*$/.test(text), 'must be a whole number in plain digits, such as 7')
  .transform(Number)
  .pipe(version)
  .meta({ type: 'integer', minimum: 1, maximum: 2147483647 });
/** A BPMN document as text. How large it may be is the gate's to say (bpmn.too_large, 413), and counts in bytes. */
export const bpmnXml = z.string().min(1);
/** IETF draft-ietf-httpapi-idempotency-key-header: printable ASCII, bounded. */
export const idempotencyKey = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 printable ASCII characters');
/** RFC 9110 If-Match with exactly one strong tag that holds a version: "7". The quotes may be missing. */
export const ifMatch = z
  .string()
  .regex(/^"?[1-9][0-9]{0,9}"?$/, 'must be one version in quotes, such as "7"')
  .transform((tag) => Number(tag.replaceAll('"', '')))
  .pipe(version);
/** Who is meant to do it: the session in a browser's cookie may be somebody else's by now, who must not be taken for the author. */
export const meant = uuid.describe('The person this is done for; refused with 401 when the session is another person’s');
/** RFC 9110 If-None-Match: any list of tags; compared by the server. */
export const ifNoneMatch = z.string().max(2000);
export const cursor = z.string().regex(/^[A-Za-z0-9_-]{1,1500}$/, 'must be a cursor this API handed out');
export const limit = z.coerce.number().int().min(1).max(100).default(50);

/** A page of items, read by keyset: pass nextCursor back as cursor; null at the end. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() });
export const userRef = z.object({ id: z.string(), name: z.string() });
