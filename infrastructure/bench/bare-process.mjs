import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/**
 * A bare handler in a process of its own, on a database of its own on the same server.
 * @param {string} adminUrl a superuser's
 * @param {string} file beside this one; it makes its tables and tells its port when it listens
 */
export async function startBare(adminUrl, file) {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query('CREATE DATABASE bare');
  await admin.end();
  const url = new URL(adminUrl);
  url.pathname = '/bare';
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), { env: { ...process.env, NODE_ENV: 'production', BARE_DATABASE_URL: url.href } });
  const [{ port }] = await once(child, 'message');
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
