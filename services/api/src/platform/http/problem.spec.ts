import { BadRequestException, NotFoundException, PayloadTooLargeException, ServiceUnavailableException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { problemSchema } from '@bpmn-studio/contracts';
import { AppError } from '../../kernel/app-error.js';
import { problemOf, toAppError } from './problem.js';

const httpError = (status: number) => Object.assign(new Error('secret words of a library'), { status });

describe('toAppError', () => {
  it.each([
    [new NotFoundException(), 'request.not_found'],
    [new BadRequestException(), 'request.malformed'],
    [new PayloadTooLargeException(), 'request.too_large'],
    [new ServiceUnavailableException(), 'server.unavailable'],
    [httpError(413), 'request.too_large'],
    [httpError(415), 'request.unsupported_media_type'],
    [httpError(400), 'request.malformed'],
    [httpError(418), 'request.malformed'],
    [new URIError('URI malformed'), 'request.malformed'],
    [Object.assign(new Error('File too large'), { name: 'MulterError', code: 'LIMIT_FILE_SIZE' }), 'request.too_large'],
    [Object.assign(new Error('Unexpected field'), { name: 'MulterError', code: 'LIMIT_UNEXPECTED_FILE' }), 'request.malformed'],
    [new Error('Unexpected end of form'), 'request.malformed'],
    [new Error('Multipart: Boundary not found'), 'request.malformed'],
    [Object.assign(new Error('Request aborted'), { code: 'ECONNABORTED' }), 'request.malformed'],
    [httpError(500), 'server.internal'],
    [new TypeError('x is not a function'), 'server.internal'],
    [undefined, 'server.internal'],
    ['a string', 'server.internal'],
  ])('makes %s %s', (thrown, code) => {
    expect(toAppError(thrown).code).toBe(code);
  });

  it('leaves an AppError as it is', () => {
    const error = new AppError('diagram.not_found');
    expect(toAppError(error)).toBe(error);
  });

  it('says nothing of what failed inside', () => {
    const inner = Object.assign(new Error('relation "users" does not exist at SELECT password FROM accounts'), { stack: 'at secret.ts:1' });
    const text = JSON.stringify(problemOf(toAppError(inner), 'request-1'));
    expect(text).not.toMatch(/users|SELECT|secret/);
    expect(text).toContain('request-1');
  });
});

describe('problemOf', () => {
  it('is a problem document with the fields of its code', () => {
    const problem = problemOf(new AppError('diagram.version_conflict', 'Somebody saved.', { currentVersion: 8 }), 'request-1');
    expect(problemSchema.parse(problem)).toEqual({
      type: '/docs/errors#diagram.version_conflict',
      title: 'The diagram was changed elsewhere',
      status: 409,
      detail: 'Somebody saved.',
      code: 'diagram.version_conflict',
      requestId: 'request-1',
      currentVersion: 8,
    });
  });
});
