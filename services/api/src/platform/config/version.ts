import { readFileSync } from 'node:fs';

/** Of the package.json, which stands above src/ and dist/ alike. */
export const VERSION = (JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
