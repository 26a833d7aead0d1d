import { expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startOwnServer } from './support/own-server.mjs';

const SCRIPT = fileURLToPath(new URL('./support/live-session.mjs', import.meta.url));

// In a process of its own: what builds the page is no module of the tests.
it('two browsers hear each other, undo their own, and lose nothing offline or with a tab that dies', async () => {
  const server = await startOwnServer({ LIVE_EDITING: 'on' });
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, server.url]).finally(server.stop);
  expect(JSON.parse(stdout)).toEqual({
    heard: 'Check the order',
    undone: 'Check the order',
    offline: 'offline',
    unsent: true,
    brought: 'Drawn on the train',
    missed: 'Renamed at home',
    acknowledged: 0,
    saved: 'Drawn before it died',
    version: true,
  });
}, 180_000);
