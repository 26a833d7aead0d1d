import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../platform/config/index.js';
import { ElasticsearchProbe, RedisProbe } from './service-probes.js';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((closed) => server.close(closed));
});

async function listen(server: Server): Promise<number> {
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const config = (env: Record<string, string> = {}) => loadConfig({ DATABASE_URL: 'postgresql://o:o@localhost/o', AUTH_SECRET: 'x'.repeat(32), ...env });

describe('RedisProbe', () => {
  it('is off without REDIS_URL', async () => {
    expect(await new RedisProbe(undefined).check()).toMatchObject({ status: 'off' });
  });
});

describe('ElasticsearchProbe', () => {
  it('is off without ELASTICSEARCH_URL', async () => {
    expect(await new ElasticsearchProbe(config()).check()).toMatchObject({ status: 'off' });
  });

  it.each([
    [200, { status: 'up' }],
    [401, { status: 'down', detail: 'it answers 401' }],
    [503, { status: 'down', detail: 'it answers 503' }],
  ])('answering %s is %j', async (code, finding) => {
    const seen: (string | undefined)[] = [];
    const port = await listen(createHttpServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(code, { connection: 'close' }).end('{}');
    }));
    expect(await new ElasticsearchProbe(config({ ELASTICSEARCH_URL: `http://user:pass%40@127.0.0.1:${port}` })).check()).toEqual(finding);
    expect(seen).toEqual([`Basic ${Buffer.from('user:pass@').toString('base64')}`]);
  });
});
