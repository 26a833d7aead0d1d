import { withRetries } from '../resilience/index.js';
import { readSecretFile } from './file-secrets.js';
import { SECRET_NAMES, valueOf, type Environment, type SecretValues } from './secret-names.js';
import { SecretFault, SecretSource } from './secret-source.js';

const TIMEOUT_MS = 3_000;
/** Some 10 s in all: a compose file starts Vault and us together. */
const RETRIES = { attempts: 6, firstMs: 300, longestMs: 4_000 };
const MOST_BYTES = 1024 * 1024;
export const VAULT_SECRET_PATH = 'secret/data/bpmn-studio';

/** Vault did not answer, or is sealed, starting or busy: it may do so in a moment. */
class VaultAway extends Error {
  override readonly name = 'VaultAway';
}

/**
 * Secrets in HashiCorp Vault, KV version 2: one secret whose keys are the names of the variables. The token is read anew
 * with each reading, since an agent beside us may renew it.
 */
export class VaultSecrets extends SecretSource {
  /** @param retries for those who cannot wait */
  constructor(
    private readonly env: Environment,
    private readonly retries = RETRIES,
  ) {
    super();
  }

  async read(): Promise<SecretValues> {
    const address = valueOf(this.env, 'VAULT_ADDR');
    if (address === undefined) return {};
    // The environment's schema says the same, and nothing is gained by asking again.
    if (!/^https?:\/\//.test(address.trim())) throw new SecretFault(['VAULT_ADDR must be an address such as https://vault:8200']);
    try {
      const token = (await readSecretFile(this.env, 'VAULT_TOKEN')) ?? valueOf(this.env, 'VAULT_TOKEN');
      if (token === undefined) throw new Error('VAULT_TOKEN is missing: give it, or VAULT_TOKEN_FILE, for VAULT_ADDR to be of use');
      const url = `${address.trim().replace(/\/+$/, '')}/v1/${valueOf(this.env, 'VAULT_SECRET_PATH')?.trim() ?? VAULT_SECRET_PATH}`;
      const secret = await withRetries({ ...this.retries, isWorthIt: (error) => error instanceof VaultAway }, () => this.fetchSecret(url, token.trim()));
      return ours(secret);
    } catch (error) {
      if (error instanceof SecretFault) throw error;
      throw new SecretFault([(error as Error).message]);
    }
  }

  private async fetchSecret(url: string, token: string): Promise<Readonly<Record<string, unknown>>> {
    const namespace = valueOf(this.env, 'VAULT_NAMESPACE');
    const headers = { 'X-Vault-Token': token, 'X-Vault-Request': 'true', ...(namespace === undefined ? {} : { 'X-Vault-Namespace': namespace.trim() }) };
    const { status, body } = await ask(url, headers);
    if (status === 200) return keysOf(body);
    // 412, 429, 472 and 473: a standby that is behind; 5xx: sealed, not initialised, or without its leader.
    if (status >= 500 || status === 412 || status === 429 || status === 472 || status === 473) throw new VaultAway(`VAULT_ADDR answers ${status}: Vault is sealed, starting or busy`);
    if (status === 404) throw new Error('VAULT_SECRET_PATH leads to no secret, or its latest version is deleted: write one there (KV version 2, <mount>/data/<name>)');
    if (status === 403) throw new Error('VAULT_TOKEN may not read VAULT_SECRET_PATH, or has run out: give it a policy with read, or another token');
    throw new Error(`VAULT_ADDR answers ${status} to VAULT_SECRET_PATH: is it a Vault with KV version 2?`);
  }
}

async function ask(url: string, headers: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly body: string }> {
  try {
    // The token goes to nobody else: a redirect is an error. A standby forwards by itself.
    const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (Number(response.headers.get('content-length') ?? 0) > MOST_BYTES) throw new Error('the answer is too large');
    return { status: response.status, body: await response.text() };
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    throw new VaultAway(`VAULT_ADDR cannot be reached (${cause?.code ?? (error as Error).name}): is Vault running there, and is the address right?`, { cause: error });
  }
}

/** The keys of an answer of KV version 2: {"data": {"data": {...}, "metadata": {...}}}. */
function keysOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const { data } = (JSON.parse(body) as { data?: { data?: unknown } }).data ?? {};
    if (typeof data === 'object' && data !== null) return data as Record<string, unknown>;
  } catch {
    // said below, for what is no JSON as for what is another
  }
  throw new Error('VAULT_SECRET_PATH is no secret of KV version 2: write it as <mount>/data/<name>');
}

function ours(secret: Readonly<Record<string, unknown>>): SecretValues {
  const named = SECRET_NAMES.filter((name) => secret[name] !== undefined && secret[name] !== '');
  const faults = named.filter((name) => typeof secret[name] !== 'string').map((name) => `${name} in Vault is no text`);
  if (faults.length > 0) throw new SecretFault(faults);
  return Object.fromEntries(named.map((name) => [name, secret[name] as string]));
}
