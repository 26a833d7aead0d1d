import { randomUUID } from 'node:crypto';
import { request, createServer } from 'node:http';
import { PASSWORD } from '../proof/product.mjs';

const WAIT_MS = 30_000;

/**
 * One request from an address of its own: this machine answers on all of 127/8, so that the product sees who connects, as it would.
 * @param {string} origin
 * @param {{ method?: string, path?: string, body?: object, headers?: Record<string, string>, from?: string }} asked
 * @returns {Promise<{ status: number, headers: import('node:http').IncomingHttpHeaders, body: any }>}
 */
export function ask(origin, { method = 'POST', path = '/api/auth/sign-in/email', body, headers = {}, from = '127.0.0.1' }) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const outgoing = request({ hostname, port, path, method, localAddress: from, timeout: WAIT_MS, headers: { Origin: origin, ...(sent === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers } }, (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece)).on('error', reject).on('end', () => {
        const text = Buffer.concat(pieces).toString();
        resolve({ status: answer.statusCode, headers: answer.headers, body: /json/.test(answer.headers['content-type'] ?? '') ? JSON.parse(text) : text });
      });
    });
    outgoing.on('error', reject).on('timeout', () => outgoing.destroy(new Error(`${path} was not answered in ${WAIT_MS} ms`)));
    outgoing.end(sent);
  });
}

/**
 * A proxy that does what proxies do: passes on what it gets and writes the address it got it from behind what X-Forwarded-For
 * says already. X-Proof-Address is that address, for those this machine does not have, such as IPv6.
 * @param {string[]} origins in turn
 */
export async function startProxy(origins) {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const { hostname, port } = new URL(origins[turn++ % origins.length]);
    const { 'x-proof-address': address = incoming.socket.remoteAddress, 'x-forwarded-for': before, ...headers } = incoming.headers;
    const onward = request({ hostname, port, path: incoming.url, method: incoming.method, headers: { ...headers, 'x-forwarded-for': before === undefined ? address : `${before}, ${address}` } }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/** Signs a new person up. @returns the address, the whole Cookie header, and of it the cookie that makes the browser known */
export async function signUpAs(origin, name = `person-${randomUUID()}`) {
  const email = `${name}@example.org`;
  const { status, headers } = await ask(origin, { path: '/api/auth/sign-up/email', body: { name, email, password: PASSWORD }, from: freshAddress() });
  if (status !== 200) throw new Error(`Sign-up was answered ${status}`);
  const cookies = headers['set-cookie'].map((cookie) => cookie.split(';')[0]);
  return { email, cookie: cookies.join('; '), browser: cookies.find((cookie) => cookie.includes('.browser=')) };
}

let addresses = 0;
/** An address of this machine nobody has asked from yet. */
export function freshAddress() {
  addresses += 1;
  return `127.${1 + (addresses >> 15)}.${(addresses >> 7) & 255}.${1 + (addresses & 127)}`;
}

/** Headers by which a caller might claim to be somebody else, another one each time. */
export function claims(n) {
  const address = `198.51.100.${n % 250}`;
  return {
    'X-Forwarded-For': [address, `${address}, 10.0.0.1`, `${address}:4711`, `, ${address}`, '"unknown"', `::ffff:${address}`][n % 6],
    Forwarded: `for=${address};proto=https`,
    'X-Real-IP': address,
    'X-Client-IP': address,
    'CF-Connecting-IP': address,
    'True-Client-IP': address,
    'X-Cluster-Client-IP': address,
    Via: `1.1 ${address}`,
  };
}

/** How often a password was hashed so far, by the product's own count over all its processes. */
export async function hashedBy(processes) {
  const texts = await Promise.all(processes.map(async ({ metricsPort }) => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()));
  const counts = texts.flatMap((text) => [...text.matchAll(/^bpmn_password_hashes_total(?:\{[^}]*\})? (\S+)/gm)].map(([, value]) => Number(value)));
  return counts.reduce((sum, value) => sum + value, 0);
}
