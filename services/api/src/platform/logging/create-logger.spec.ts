import { describe, expect, it } from '@jest/globals';
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
});
