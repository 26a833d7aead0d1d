import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { selfSignedCertificate } from '../docker/self-signed-certificate.mjs';
import { inRoot } from '../local/paths.mjs';

/** Where Debian puts it, which the PATH of an ordinary user does not name. */
const PLACES = ['/usr/sbin/nginx', ...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'nginx'))];
/** nginx ends when our end of its standard input closes, however this process ends. */
const ENDS_WITH_US = '"$0" "$@" < /dev/null & cat > /dev/null; kill -TERM $!; wait $!';
const PATIENCE_MS = 10_000;

/** The nginx of this machine; undefined: there is none, and what needs it is skipped. */
export const NGINX = PLACES.find((place) => existsSync(place));

/** The product's gateway, from its own template, before replicas on this machine. See start-gateway.d.mts. */
export async function startGateway({ upstreams, requestsPerSecond = 100_000, burst = 10_000 }) {
  if (NGINX === undefined) throw new Error('There is no nginx on this machine.');
  const run = mkdtempSync(join(tmpdir(), 'bpmn-studio-gateway-'));
  chmodSync(run, 0o755); // started by root, nginx works as nobody
  const [httpPort, port] = await freePorts(2);
  const { certificate, key } = selfSignedCertificate(['localhost', '127.0.0.1']);
  const origin = `https://localhost:${port}`;
  const values = {
    GATEWAY_RUN: run,
    GATEWAY_ACCESS_LOG: join(run, 'access.log'),
    GATEWAY_RESOLVER: '',
    GATEWAY_SERVERS: upstreams.map((upstream) => `server ${new URL(upstream).host} max_fails=2 fail_timeout=1s;`).join('\n    '),
    GATEWAY_REQUESTS_PER_SECOND: String(requestsPerSecond),
    GATEWAY_REQUESTS_BURST: String(burst),
    GATEWAY_CONNECTIONS: '1000',
    GATEWAY_HTTP_LISTEN: `127.0.0.1:${httpPort}`,
    GATEWAY_HTTPS_LISTEN: `127.0.0.1:${port}`,
    GATEWAY_ORIGIN: origin,
    GATEWAY_CERTIFICATE: join(run, 'certificate.pem'),
    GATEWAY_CERTIFICATE_KEY: join(run, 'key.pem'),
  };
  const template = readFileSync(inRoot('infrastructure/gateway/nginx.conf.template'), 'utf8');
  writeFileSync(join(run, 'nginx.conf'), template.replaceAll(/\$\{(GATEWAY_[A-Z_]+)\}/g, (_, name) => values[name] ?? missing(name)));
  writeFileSync(join(run, 'security-headers.conf'), readFileSync(inRoot('infrastructure/gateway/security-headers.conf')));
  writeFileSync(join(run, 'certificate.pem'), certificate);
  writeFileSync(join(run, 'key.pem'), key, { mode: 0o600 });
  const args = ['-e', 'stderr', '-p', run, '-c', join(run, 'nginx.conf')];
  execFileSync(NGINX, ['-t', '-q', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const nginx = spawn('sh', ['-c', ENDS_WITH_US, NGINX, ...args, '-g', 'daemon off;'], { stdio: ['pipe', 'ignore', 'ignore'] });
  await untilThere(`http://127.0.0.1:${httpPort}/.gateway/live`);
  return {
    origin,
    httpOrigin: `http://localhost:${httpPort}`,
    port,
    certificate,
    log: () => readFileSync(values.GATEWAY_ACCESS_LOG, 'utf8').trimEnd().split('\n').filter(Boolean).map((line) => JSON.parse(line)),
    stop: async () => {
      const ended = once(nginx, 'exit');
      nginx.stdin.end();
      await ended;
      rmSync(run, { recursive: true, force: true });
    },
  };
}

/** As envsubst fills in, but strict. */
function missing(name) {
  throw new Error(`The gateway's template asks for ${name}.`);
}

async function untilThere(url) {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await delay(25)) {
    try {
      await (await fetch(url)).body?.cancel();
      return;
    } catch {
      // not listening yet
    }
  }
  throw new Error('nginx did not start.');
}

/** Free together, so that no two are the same. */
async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
