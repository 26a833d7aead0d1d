import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../local/paths.mjs';

/** better-auth's own addresses, which nothing of ours leads to. */
const AUTH = ['ok', 'error', 'update-user', 'change-password', 'change-email', 'delete-user', 'list-sessions', 'revoke-session', 'revoke-sessions', 'list-accounts', 'request-password-reset', 'reset-password', 'reset-password/x', 'send-verification-email', 'verify-email', 'callback/github', 'sign-in/social', 'link-social', 'get-access-token', 'refresh-token', 'admin/list-users', 'admin/set-role', 'two-factor/enable', 'organization/create', 'api-key/create', 'sign-in/magic-link', 'sign-up', '', 'sign-in'];
const PAGES = ['/', '/diagrams', '/diagrams/00000000-0000-4000-8000-000000000000', '/sign-in', '/index.html', '/favicon.ico', '/robots.txt', '/.env', '/.git/config', '/assets', '/assets/', '/docs/errors', '/docs/errors.md', '/docs/runbooks/README', '/docs/runbooks/error-rate', '/docs/../package.json', '/api', '/api/', '/api/nothing', '/api/docs', '/api/docs/', '/api/docs/swagger-ui.css', '/api/docs/swagger-ui-init.js', '/api/docs/swagger-ui-bundle.js', '/api/docs/nothing', '/api/docs-json', '/api/openapi.json', '/api/openapi.yaml', '/metrics', '/api/health/x', '/api/diagrams/x/y/z'];
const BOARD = ['', '/', '/api/queues', '/api/queues?activeQueue=maintenance&page=1&jobsPerPage=10', '/api/queues?page=-1', '/api/queues/nothing', '/api/queues/maintenance/1', '/api/queues/maintenance/pause', '/api/queues/maintenance/add', '/api/queues/maintenance/empty', '/api/queues/maintenance/clean/completed', '/api/queues/maintenance/1/retry', '/api/queues/pause', '/api/redis/stats', '/static/css/x.css', '/static/images/logo.svg', '/static/../../..', '/base.js', '/queue/maintenance', '/queue/maintenance/x'];
const METHODS = ['GET', 'GET', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE'];

const addressOf = (group, method, path, more = {}) => ({ id: `${method} ${path}`, group, method, path, parameters: [], statuses: [], anything: { ...more } });

/**
 * Groups of addresses the OpenAPI document says nothing of: better-auth's, pages and files, the queue board.
 * @returns {Map<string, import('./document.mjs').Operation[]>}
 */
export function groupsBeside(webFolder = join(ROOT, 'web', 'dist')) {
  const all = (group, paths, more) => [group, paths.flatMap((path) => [...new Set(METHODS)].map((method) => addressOf(group, method, path, more)))];
  return new Map([
    all('Sign-in, other addresses', AUTH.map((path) => `/api/auth/${path}`), { missing: true }),
    all('Pages and files', [...PAGES, ...assetsIn(webFolder)], { foreign: false }),
    all('Queue board', BOARD.map((path) => `/api/admin/queues${path}`), { foreign: true }),
  ]);
}

function assetsIn(folder) {
  try {
    return readdirSync(join(folder, 'assets')).slice(0, 5).map((file) => `/assets/${file}`);
  } catch {
    return []; // not built: nothing to serve
  }
}
