import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describeConfiguration } from './platform/config/index.js';

/** Command: writes docs/configuration.md from the environment's schema and env.example. A test demands that it is up to date. */
const EXAMPLE = fileURLToPath(new URL('../env.example', import.meta.url));
const FILE = fileURLToPath(new URL('../../../docs/configuration.md', import.meta.url));

const text = describeConfiguration(await readFile(EXAMPLE, 'utf8'));
await writeFile(FILE, text);
process.stdout.write(`Wrote ${text.match(/^\| `/gm)?.length ?? 0} settings to docs/configuration.md\n`);
