import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { selfSignedCertificate } from '../../../../infrastructure/docker/self-signed-certificate.mjs';
import { eventually } from './eventually.js';

const FOLDER = fileURLToPath(new URL('../../../../infrastructure/gateway/', import.meta.url));
/** Where Debian puts it, which the PATH of an ordinary user does not name. */
const PLACES = ['/usr/sbin/nginx', ...(process.env['PATH'] ?? '').split(':').map((folder) => join(folder, 'nginx'))];

/** The nginx of this machine; undefined: there is none, and tests that need it are skipped. */
export const NGINX = PLACES.find((place) => existsSync(place));

/** nginx ends when our end of its standard input closes, however this process ends. */
const ENDS_WITH_US = '"$0" "$@" < /dev/null & cat > /dev/null; kill -TERM $!; wait $!';

export interface GatewayOptions {
  /** Where the replicas listen, such as http://127.0.0.1:40123. */
  readonly upstreams: readonly string[];
  /** Limits of one address; without them, some that no test runs into. */
  readonly requestsPerSecond?: number;
  readonly burst?: number;
}

export interface Gateway {
  /** https://localhost:<port> */
  readonly origin: string;
  /** http://localhost:<port>, which sends everybody to https. */
  readonly httpOrigin: string;
  /** The certificate that signs itself: what a client has to trust. */
  readonly certificate: string;
  /** The access log so far, a parsed line each. */
  log(): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** Starts the product's gateway, from its own template, in front of replicas; NGINX must be there. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  if (NGINX === undefined) throw new Error('There is no nginx on this machine.');
  const run = await mkdtemp(join(tmpdir(), 'bpmn-studio-gateway-'));
  await chmod(run, 0o755); // started by root, nginx works as nobody
  const [httpPort, httpsPort] = await freePorts(2);
  const { certificate, key } = selfSignedCertificate(['localhost', '127.0.0.1']);
  const origin = `https://localhost:${httpsPort}`;
  await Promise.all([
    writeFile(join(run, 'certificate.pem'), certificate),
    writeFile(join(run, 'key.pem'), key, { mode: 0o600 }),
    writeFile(join(run, 'security-headers.conf'), await readFile(join(FOLDER, 'security-headers.conf'))),
    writeFile(join(run, 'nginx.conf'), fill(await readFile(join(FOLDER, 'nginx.conf.template'), 'utf8'), {
      GATEWAY_RUN: run,
      GATEWAY_ACCESS_LOG: join(run, 'access.log'),
      GATEWAY_RESOLVER: '',
      GATEWAY_SERVERS: options.upstreams.map((upstream) => `server ${new URL(upstream).host} max_fails=2 fail_timeout=1s;`).join('\n    '),
      GATEWAY_REQUESTS_PER_SECOND: String(options.requestsPerSecond ?? 100_000),
      GATEWAY_REQUESTS_BURST: String(options.burst ?? 10_000),
      GATEWAY_CONNECTIONS: '1000',
      GATEWAY_HTTP_LISTEN: `127.0.0.1:${httpPort}`,
      GATEWAY_HTTPS_LISTEN: `127.0.0.1:${httpsPort}`,
      GATEWAY_ORIGIN: origin,
      GATEWAY_CERTIFICATE: join(run, 'certificate.pem'),
      GATEWAY_CERTIFICATE_KEY: join(run, 'key.pem'),
    })),
  ]);
  const args = ['-e', 'stderr', '-p', run, '-c', join(run, 'nginx.conf')];
  execFileSync(NGINX, ['-t', '-q', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const nginx = spawn('sh', ['-c', ENDS_WITH_US, NGINX, ...args, '-g', 'daemon off;'], { stdio: ['pipe', 'ignore', 'ignore'] });
  await eventually(async () => {
    const answer = await fetch(`http://127.0.0.1:${httpPort}/.gateway/live`);
    await answer.body?.cancel();
  });
  return {
    origin,
    httpOrigin: `http://localhost:${httpPort}`,
    certificate,
    log: async () => (await readFile(join(run, 'access.log'), 'utf8')).trimEnd().split('\n').filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>),
    stop: async () => {
      await end(nginx);
      await rm(run, { recursive: true, force: true });
    },
  };
}

/** As envsubst does it, but strict: a variable that nobody gives is a fault. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\$\{(GATEWAY_[A-Z_]+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The gateway's template asks for ${name}.`);
    return value;
  });
}

async function end(nginx: ChildProcess): Promise<void> {
  if (nginx.exitCode !== null || nginx.signalCode !== null) return;
  const ended = once(nginx, 'exit');
  nginx.stdin?.end();
  await ended;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return server;
  }));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
