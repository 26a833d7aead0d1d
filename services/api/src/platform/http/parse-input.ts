import type { Endpoint, ErrorCode, InputOf } from '@bpmn-studio/contracts';
import type { z } from 'zod';
import { AppError } from '../../kernel/app-error.js';

/** The raw parts of a request as they came in. */
export interface RawInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
}

interface Fault {
  readonly path: string;
  readonly message: string;
}

/** Faults told at once; a client that made more of them learns of the rest when these are mended. */
const FAULTS_TOLD = 20;

/**
 * The parts of a request as an endpoint's schemas make them out.
 * @throws AppError the endpoint's own 404 for a path parameter that cannot be one, so that it looks like an unknown id
 * @throws AppError request.invalid with errors[{path, message}]: a body field by its path, `query.<name>`, `headers.<name>`
 */
export function parseInput<E extends Endpoint>(endpoint: E, raw: RawInput): InputOf<E> {
  const params = endpoint.params?.safeParse(raw.params);
  if (params?.error) throw new AppError(notFoundCode(endpoint, String(params.error.issues[0]?.path[0])));
  const faults: Fault[] = [];
  const query = parsePart(endpoint.query, emptyPart(endpoint.query, raw.query), 'query.', faults);
  const headers = parsePart(endpoint.headers, raw.headers, 'headers.', faults);
  const body = parsePart(endpoint.body, raw.body, '', faults);
  if (raw.body === undefined && faults.some(({ path }) => path === '')) throw invalid([{ path: '', message: 'a JSON body is needed' }]);
  if (endpoint.body === undefined && !isEmpty(raw.body)) faults.push({ path: '', message: 'this operation takes no body' });
  if (endpoint.query === undefined) for (const name of Object.keys(raw.query ?? {})) faults.push({ path: `query.${name}`, message: 'is not known' });
  if (faults.length > 0) throw invalid(faults);
  return { params: params?.data, query, headers, body } as InputOf<E>;
}

/** An endpoint without query schema takes no query at all; one with a schema sees what came. */
function emptyPart(schema: z.ZodType | undefined, value: unknown): unknown {
  return schema === undefined ? undefined : (value ?? {});
}

function parsePart(schema: z.ZodType | undefined, value: unknown, prefix: string, faults: Fault[]): unknown {
  const parsed = schema?.safeParse(value);
  for (const issue of parsed?.error?.issues.slice(0, FAULTS_TOLD) ?? []) faults.push(...faultsOf(issue, prefix));
  return parsed?.data;
}

function faultsOf(issue: z.core.$ZodIssue, prefix: string): Fault[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') return issue.keys.slice(0, FAULTS_TOLD).map((key) => ({ path: prefix + (path === '' ? key : `${path}.${key}`).slice(0, 100), message: 'is not known' }));
  return [{ path: path === '' ? prefix.replace(/\.$/, '') : prefix + path, message: issue.message }];
}

function invalid(faults: readonly Fault[]): AppError {
  const told = faults.slice(0, FAULTS_TOLD);
  const detail = told.slice(0, 3).map(({ path, message }) => `${path === '' ? 'The body' : path}: ${message}`).join('; ');
  return new AppError('request.invalid', detail, { errors: told });
}

/** `:version` of a diagram -> diagram.version_not_found; `:id` -> the first not-found code the endpoint declares. */
function notFoundCode(endpoint: Endpoint, parameter: string): ErrorCode {
  const codes = endpoint.errors?.filter((code) => code.endsWith('not_found')) ?? [];
  return codes.find((code) => code.endsWith(`.${parameter}_not_found`)) ?? codes[0] ?? 'request.not_found';
}

function isEmpty(body: unknown): boolean {
  return body === undefined || (typeof body === 'object' && body !== null && !Array.isArray(body) && Object.keys(body).length === 0);
}
