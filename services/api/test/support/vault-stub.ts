import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface VaultStub {
  readonly address: string;
  /** What the next requests are answered, instead of the secret: a status of Vault's. */
  readonly failures: number[];
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** Writes the secret anew: the latest version of KV version 2. */
  write(data: Readonly<Record<string, unknown>>): void;
  close(): Promise<void>;
}

const TOKEN = 'hvs.of-the-tests';

/** As much of Vault's HTTP API as a reader of KV version 2 sees: GET /v1/<mount>/data/<name> with X-Vault-Token. */
export async function startVaultStub(path = 'secret/data/bpmn-studio'): Promise<VaultStub & { readonly token: string }> {
  const requests: VaultStub['requests'] = [];
  const failures: number[] = [];
  let [data, version]: [Readonly<Record<string, unknown>> | null, number] = [null, 0];
  const server = createServer((request, response) => {
    requests.push({ path: request.url ?? '', headers: request.headers });
    const say = (status: number, body: unknown) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    const failure = failures.shift();
    if (failure !== undefined) return say(failure, { errors: failure === 503 ? ['Vault is sealed'] : [] });
    if (request.headers['x-vault-token'] !== TOKEN) return say(403, { errors: ['permission denied'] });
    if (request.url !== `/v1/${path}`) return say(404, { errors: [] });
    const metadata = { created_time: '2026-11-21T12:00:00Z', custom_metadata: null, deletion_time: '', destroyed: false, version };
    return say(data === null ? 404 : 200, { request_id: 'a', lease_id: '', renewable: false, lease_duration: 0, data: { data, metadata }, mount_type: 'kv' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: TOKEN,
    failures,
    requests,
    write: (next) => [data, version] = [next, version + 1],
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
