import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { INestApplicationContext } from '@nestjs/common';
import { EnsureDemoAccount } from './features/auth/index.js';
import { CreateDiagram } from './features/diagrams/index.js';
import type { Config } from './platform/config/index.js';

const EXAMPLES = fileURLToPath(new URL('../../../prisma/seed/', import.meta.url));
const DIAGRAMS = [
  { file: 'incident-handling.bpmn', title: 'Incident handling' },
  { file: 'employee-onboarding.bpmn', title: 'Employee onboarding' },
  { file: 'order-to-cash.bpmn', title: 'Order to cash' },
];
const NAME = 'Demo';
const EMAIL = 'demo@bpmn-studio.example';

/** Kept in DATA_DIR/demo.json, readable by its owner alone. */
interface Demo {
  readonly email: string;
  readonly password: string;
  /** Whether the diagrams were put in; they are not put in again for a user who threw them away. */
  readonly seeded: boolean;
}

/** Makes sure of the demo account, and once of its diagrams, through the use cases everybody uses. Safe to repeat. */
export async function seedDemo(app: INestApplicationContext, config: Config, say: (line: string) => void): Promise<void> {
  const path = join(config.dataDir, 'demo.json');
  const demo = (await readDemo(path)) ?? (await writeDemo(path, { email: EMAIL, password: randomBytes(12).toString('base64url'), seeded: false }));
  const account = await app.get(EnsureDemoAccount).run({ name: NAME, email: demo.email, password: demo.password });
  if (account.created) say(`Created the demo account ${demo.email}; its password is in ${path}`);
  if (demo.seeded) return;
  const author = { userId: account.userId, requestId: 'seed' };
  for (const { file, title } of DIAGRAMS) {
    const bpmnXml = await readFile(join(EXAMPLES, file), 'utf8');
    // The key makes a start that broke off half way go on where it was.
    await app.get(CreateDiagram, { strict: false }).run(author, { workspaceId: account.workspaceId, title, bpmnXml, idempotencyKey: `seed-${file}` });
  }
  await writeDemo(path, { ...demo, seeded: true });
}

async function readDemo(path: string): Promise<Demo | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const demo = JSON.parse(text) as Partial<Demo>;
  if (typeof demo.email !== 'string' || typeof demo.password !== 'string') throw new Error(`${path} is damaged: put {"email": ..., "password": ...} into it, or delete it together with the data`);
  return { email: demo.email, password: demo.password, seeded: demo.seeded === true };
}

/** Whole or not at all: a crash must not leave half a file. */
async function writeDemo(path: string, demo: Demo): Promise<Demo> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(`${path}.new`, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return demo;
}
