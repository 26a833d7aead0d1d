import { z } from 'zod';

/**
 * The closed list of error codes: code -> HTTP status and the safe, human title.
 * The one map; docs/errors.md is tested against it both ways.
 * Titles are the type of problem (RFC 9457 "title"); what happened in this case goes into "detail".
 */
export const ERRORS = {
  'request.invalid': { status: 400, title: 'The request is not valid' },
  'request.malformed': { status: 400, title: 'The request could not be read' },
  'request.not_found': { status: 404, title: 'There is nothing at this address' },
  'request.method_not_allowed': { status: 405, title: 'This address does not take that method' },
  'request.too_large': { status: 413, title: 'The request is too large' },
  'request.unsupported_media_type': { status: 415, title: 'The content type is not supported' },
  'request.cross_origin': { status: 403, title: 'The request came from another site' },
  'request.rate_limited': { status: 429, title: 'Too many requests' },
  'request.precondition_required': { status: 428, title: 'The version you are changing is missing' },
  'auth.unauthenticated': { status: 401, title: 'Sign in to go on' },
  'auth.invalid_credentials': { status: 401, title: 'E-mail or password is wrong' },
  'auth.email_taken': { status: 422, title: 'There is already an account with this e-mail address' },
  'auth.password_rejected': { status: 400, title: 'The password does not fit the rules' },
  'auth.rejected': { status: 400, title: 'The sign-in service refused the request' },
  'auth.forbidden': { status: 403, title: 'You are not allowed to do this' },
  'workspace.not_found': { status: 404, title: 'There is no such workspace' },
  'project.not_found': { status: 404, title: 'There is no such project' },
  'diagram.not_found': { status: 404, title: 'There is no such diagram' },
  'diagram.version_not_found': { status: 404, title: 'There is no such version' },
  'diagram.version_conflict': { status: 409, title: 'The diagram was changed elsewhere' },
  'diagram.deleted': { status: 409, title: 'The diagram is in the trash' },
  'diagram.not_renderable': { status: 422, title: 'The diagram could not be drawn' },
  'diagram.not_comparable': { status: 422, title: 'The documents could not be compared' },
  'comment.not_found': { status: 404, title: 'There is no such comment' },
  'comment.limit_reached': { status: 409, title: 'There are as many comments as there can be' },
  'bpmn.invalid': { status: 422, title: 'This is not a BPMN file we can keep' },
  'bpmn.too_large': { status: 413, title: 'The BPMN file is too large' },
  'import.not_found': { status: 404, title: 'There is no such import' },
  'import.rejected': { status: 400, title: 'The import could not be started' },
  'event.not_found': { status: 404, title: 'There is no such event' },
  'idempotency.key_reused': { status: 422, title: 'The Idempotency-Key was used for another request' },
  'idempotency.in_flight': { status: 409, title: 'The same request is still being worked on' },
  'server.unavailable': { status: 503, title: 'The service cannot answer right now' },
  'server.internal': { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERRORS;
export const ERROR_CODES = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];

/** RFC 9457 problem details as every error answer carries them; fields a code names stand beside these. */
export const problemSchema = z
  .looseObject({
    type: z.string().describe('URI reference of the error type: /docs/errors#<code>'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What happened and how to mend it'),
    code: z.enum(ERROR_CODES),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    currentVersion: z.int().optional().describe('diagram.version_conflict: the version the server holds'),
    retryAfter: z.int().optional().describe('request.rate_limited: seconds to wait, as Retry-After says'),
    line: z.int().optional().describe('bpmn.invalid: line of the fault, from 1'),
    column: z.int().optional().describe('bpmn.invalid: column of the fault, from 1'),
    reason: z.string().optional().describe('bpmn.invalid: the rule that was broken'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;
