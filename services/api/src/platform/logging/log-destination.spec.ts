import { spawnSync } from 'node:child_process';
import fs, { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { eventually } from '../../../test/support/eventually.js';
import { LogDestination } from './log-destination.js';

const onLinux = existsSync('/dev/full') ? it : it.skip;

describe('where the log goes', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bpmn-studio-log-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('has every line at once', () => {
    const file = openSync(join(folder, 'log'), 'w');
    pino({}, new LogDestination(file)).info('hello');
    expect(readFileSync(join(folder, 'log'), 'utf8')).toMatch(/^\{.*"hello"\}\n$/);
    closeSync(file);
  });

  onLinux('lets nobody fail or wait for a full disk, not even who says the last words', () => {
    const file = openSync('/dev/full', 'w');
    const destination = new LogDestination(file);
    const logger = pino({}, destination);
    for (let n = 0; n < 100; n++) logger.info('x'.repeat(50_000));
    logger.fatal('the end');
    destination.end();
    closeSync(file);
  });

  onLinux('keeps some lines while nobody reads, whole, and writes them when somebody does', async () => {
    const path = join(folder, 'pipe');
    spawnSync('mkfifo', [path]);
    const reader = openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
    const writer = openSync(path, fs.constants.O_WRONLY | fs.constants.O_NONBLOCK);
    const destination = new LogDestination(writer);
    for (let n = 0; n < 4_000; n++) destination.write(`${n} ${'x'.repeat(1_000)}\n`);
    let read = '';
    const buffer = Buffer.alloc(65_536);
    await eventually(async () => {
      for (let n = -1; n !== 0; ) read += buffer.toString('utf8', 0, (n = readSome(reader, buffer)));
      expect(read.length).toBeGreaterThan(1_000_000);
    });
    expect(read.length).toBeLessThan(1_300_000);
    expect(read.split('\n').slice(0, -1).every((line, n) => line === `${n} ${'x'.repeat(1_000)}`)).toBe(true);
    destination.end();
    closeSync(writer);
    closeSync(reader);
  });
});

/** @returns how many bytes; 0 when there are none for now */
function readSome(file: number, buffer: Buffer): number {
  try {
    return fs.readSync(file, buffer);
  } catch {
    return 0;
  }
}
