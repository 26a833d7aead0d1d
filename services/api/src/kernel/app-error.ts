import { ERRORS, type ErrorCode } from '@bpmn-studio/contracts';

/**
 * A failure the caller can understand: a code from the closed list, a sentence that names the mend, and the fields the
 * code carries in the problem document (currentVersion, line, ...). Anything else that is thrown is a 500.
 */
export class AppError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    readonly detail: string = ERRORS[code].title,
    readonly fields: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(`${code}: ${detail}`, options);
    this.name = 'AppError';
    this.status = ERRORS[code].status;
  }
}
