import { describe, expect, it } from '@jest/globals';
import { inWork, noteWork } from '../telemetry/index.js';
import { createLogger } from './create-logger.js';

function lines(write: (logger: ReturnType<typeof createLogger>) => void): string {
  const written: string[] = [];
  write(createLogger({ logFormat: 'json', logLevel: 'info' }, { write: (line) => void written.push(line) }));
  return written.join('');
}

describe('createLogger', () => {
  it('never writes a secret, however deep it comes along', () => {
    const text = lines((logger) => {
      logger.info({ password: 'hunter2', body: { password: 'hunter2', token: 'hunter2' }, req: { headers: { cookie: 'hunter2', authorization: 'hunter2' } } }, 'careless');
      logger.info({ headers: { 'set-cookie': ['hunter2'] }, res: { headers: { 'set-cookie': ['hunter2'] } }, config: { authSecret: 'hunter2', databaseUrl: 'postgresql://o:hunter2@h/d' } }, 'careless');
    });
    expect(text).not.toContain('hunter2');
    expect(text).toContain('[redacted]');
  });

  it('writes one JSON object a line, with time and message', () => {
    expect(JSON.parse(lines((logger) => logger.info({ code: 'x' }, 'hello')))).toMatchObject({ level: 30, time: expect.stringMatching(/^\d{4}-.*Z$/), code: 'x', message: 'hello' });
  });

  it('says on every line what it was written in the course of', () => {
    const text = lines((logger) => inWork({ requestId: 'request-1', traceId: 't' }, () => {
      noteWork({ userId: 'u' });
      logger.info({ event: 'thing.done' }, 'done');
    }));
    expect(JSON.parse(text)).toMatchObject({ requestId: 'request-1', traceId: 't', userId: 'u', event: 'thing.done', message: 'done' });
    expect(lines((logger) => logger.info('alone'))).not.toContain('requestId');
  });

  it('repeats no value that an error quotes, in messages and errors alike', () => {
    const error = Object.assign(new Error('invalid input syntax for type uuid: "hunter2"'), { detail: 'hunter2', parameters: ['hunter2'] });
    const text = lines((logger) => {
      logger.warn(`It failed: ${error.message}`);
      logger.error({ err: error }, `It failed: ${error.message}`);
      logger.error(error);
    });
    expect(text).not.toContain('hunter2');
    expect(text).toContain('invalid input syntax for type uuid');
  });

  it('covers up what this process logs in with', () => {
    const written: string[] = [];
    const logger = createLogger({ logFormat: 'json', logLevel: 'info', redisUrl: 'redis://:p%40ssword@cache:6379' }, { write: (line) => void written.push(line) });
    logger.info({ sent: ['AUTH', 'p@ssword'] }, 'to redis://:p%40ssword@cache');
    expect(written.join('')).not.toMatch(/p(@|%40)ssword/);
  });
});
