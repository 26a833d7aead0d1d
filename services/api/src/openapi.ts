import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as contracts from '@bpmn-studio/contracts';
import { VERSION } from './platform/config/index.js';
import { createOpenApiDocument } from './platform/http/index.js';

/** Command: writes docs/api/openapi.json from the contract. A test demands that the running app serves exactly this. */
const FILE = fileURLToPath(new URL('../../../docs/api/openapi.json', import.meta.url));

function isEndpoint(value: unknown): value is contracts.Endpoint {
  return typeof value === 'object' && value !== null && 'path' in value && 'permission' in value && 'method' in value;
}

const endpoints = Object.values(contracts as Record<string, unknown>).filter(isEndpoint).sort((a, b) => (a.id < b.id ? -1 : 1));
await mkdir(dirname(FILE), { recursive: true });
await writeFile(FILE, `${JSON.stringify(createOpenApiDocument(endpoints, VERSION), null, 2)}\n`);
process.stdout.write(`Wrote ${endpoints.length} operations to docs/api/openapi.json\n`);
