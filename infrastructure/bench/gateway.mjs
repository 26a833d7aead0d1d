import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { selfSignedCertificate } from '../docker/self-signed-certificate.mjs';
import { inRoot } from '../local/paths.mjs';
import { freePortNear } from '../local/ports.mjs';

const PLACES = ['/usr/sbin/nginx', ...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'nginx'))];
/** nginx ends when our end of its standard input closes, however this process ends. */
const ENDS_WITH_US = '"$0" "$@" < /dev/null & cat > /dev/null; kill -TERM $!; wait $!';
const PATIENCE_MS = 10_000;

/** The nginx of this machine, or undefined. */
export const NGINX = PLACES.find((place) => existsSync(place));

/**
 * The product's gateway, from its own template, before replicas on this machine; its limits are lifted.
 * @param {number[]} ports of the replicas
 * @returns {Promise<{ port: number, certificate: string, stop: () => Promise<void> }>}
 */
export async function startGateway(ports) {
  const run = mkdtempSync(join(tmpdir(), 'bpmn-studio-gateway-'));
  chmodSync(run, 0o755); // started by root, nginx works as nobody
  const { certificate, key } = selfSignedCertificate(['localhost', '127.0.0.1']);
  const [httpPort, port] = [await freePortNear(8880), await freePortNear(8443)];
  const values = {
    GATEWAY_RUN: run,
    GATEWAY_ACCESS_LOG: join(run, 'access.log'),
    GATEWAY_RESOLVER: '',
    GATEWAY_SERVERS: ports.map((replica) => `server 127.0.0.1:${replica} max_fails=2 fail_timeout=1s;`).join(' '),
    GATEWAY_REQUESTS_PER_SECOND: '100000',
    GATEWAY_REQUESTS_BURST: '10000',
    GATEWAY_CONNECTIONS: '1000',
    GATEWAY_HTTP_LISTEN: `127.0.0.1:${httpPort}`,
    GATEWAY_HTTPS_LISTEN: `127.0.0.1:${port}`,
    GATEWAY_ORIGIN: `https://localhost:${port}`,
    GATEWAY_CERTIFICATE: join(run, 'certificate.pem'),
    GATEWAY_CERTIFICATE_KEY: join(run, 'key.pem'),
  };
  const template = readFileSync(inRoot('infrastructure/gateway/nginx.conf.template'), 'utf8');
  writeFileSync(join(run, 'nginx.conf'), template.replaceAll(/\$\{(GATEWAY_[A-Z_]+)\}/g, (_, name) => values[name] ?? missing(name)));
  writeFileSync(join(run, 'security-headers.conf'), readFileSync(inRoot('infrastructure/gateway/security-headers.conf')));
  writeFileSync(join(run, 'certificate.pem'), certificate);
  writeFileSync(join(run, 'key.pem'), key, { mode: 0o600 });
  const nginx = spawn('sh', ['-c', ENDS_WITH_US, NGINX, '-e', 'stderr', '-p', run, '-c', join(run, 'nginx.conf'), '-g', 'daemon off;'], { stdio: ['pipe', 'ignore', 'ignore'] });
  await untilThere(`http://127.0.0.1:${httpPort}/.gateway/live`);
  return {
    port,
    certificate,
    stop: async () => {
      const ended = once(nginx, 'exit');
      nginx.stdin.end();
      await ended;
      rmSync(run, { recursive: true, force: true });
    },
  };
}

function missing(name) {
  throw new Error(`The gateway's template asks for ${name}.`);
}

async function untilThere(url) {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await delay(50)) {
    try {
      await (await fetch(url)).body?.cancel();
      return;
    } catch {
      // not listening yet
    }
  }
  throw new Error('nginx did not start; try its configuration with nginx -t.');
}
