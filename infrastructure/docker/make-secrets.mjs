import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { selfSignedCertificate } from './self-signed-certificate.mjs';

/**
 * The first start of docker-compose.yml: makes the secrets that are not there yet, each into the folder (a volume) of those
 * who need it, and a certificate that signs itself. What is there stays: a second start, or a file of yours, changes nothing.
 *
 *   app/{database_url,auth_secret,redis_url,elasticsearch_url}  read as NAME_FILE by the API and the worker
 *   postgres/{owner_password,password}  redis/redis.conf, redis/password  elasticsearch/password  tls/{certificate,key}.pem
 */

const ROOT = process.env.SECRETS_ROOT ?? '/secrets';
const TLS = process.env.TLS_ROOT ?? '/tls';
/** Elasticsearch takes its password from a file only when nobody else may read it; the rest is fenced in by who mounts what. */
const OWNER_ONLY = 0o400;
const READABLE = 0o444;

const made = [];
const password = () => randomBytes(32).toString('base64url');

once(join(ROOT, 'app/auth_secret'), () => ({ 'app/auth_secret': randomBytes(48).toString('base64') }));
once(join(ROOT, 'postgres/password'), () => {
  const secret = password();
  return { 'app/database_url': `postgresql://bpmn_studio:${secret}@postgres:5432/bpmn_studio`, 'postgres/owner_password': secret, 'postgres/password': password() };
});
once(join(ROOT, 'redis/redis.conf'), () => {
  const secret = password();
  return { 'app/redis_url': `redis://:${secret}@redis:6379`, 'redis/password': secret, 'redis/redis.conf': `requirepass ${secret}\n` };
});
once(join(ROOT, 'elasticsearch/password'), () => {
  const secret = password();
  return { 'app/elasticsearch_url': `http://elastic:${secret}@elasticsearch:9200`, 'elasticsearch/password': secret };
});
if (!existsSync(join(TLS, 'certificate.pem'))) {
  const host = URL.parse(process.env.BASE_URL ?? '')?.hostname.replace(/^\[|\]$/g, '') || 'localhost';
  const { certificate, key } = selfSignedCertificate([...new Set([host, 'localhost', '127.0.0.1'])]);
  write(join(TLS, 'key.pem'), key, READABLE);
  write(join(TLS, 'certificate.pem'), certificate, READABLE);
}
process.stdout.write(made.length === 0 ? 'Every secret is there already\n' : `Made ${made.join(', ')}\n`);

/** The last file that `make` names is written last: where it is, all are. */
function once(last, make) {
  if (existsSync(last)) return;
  for (const [path, text] of Object.entries(make())) write(join(ROOT, path), text, path.startsWith('elasticsearch/') ? OWNER_ONLY : READABLE);
}

function write(path, text, mode) {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(`${path}.new`, text, { mode });
  renameSync(`${path}.new`, path);
  made.push(path);
}
