import { constants, open } from 'node:fs/promises';
import { SECRET_NAMES, valueOf, type Environment, type SecretValues } from './secret-names.js';
import { SecretFault, SecretSource } from './secret-source.js';

/** Longer than any address or key; whoever names a file that is larger has named the wrong one. */
const MOST_BYTES = 64 * 1024;

/** Secrets that stand in files, as Docker, Kubernetes and agents lay them down: NAME_FILE=/run/secrets/name. */
export class FileSecrets extends SecretSource {
  constructor(private readonly env: Environment) {
    super();
  }

  async read(): Promise<SecretValues> {
    const values: Partial<Record<string, string>> = {};
    const faults: string[] = [];
    for (const name of SECRET_NAMES) {
      try {
        values[name] = await readSecretFile(this.env, name);
      } catch (error) {
        faults.push((error as Error).message);
      }
    }
    if (faults.length > 0) throw new SecretFault(faults);
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  }
}

/**
 * The content of the file that NAME_FILE names, without the one line end that editors put there; undefined without NAME_FILE.
 * @throws Error with the fault, when NAME is given as well or the file is none, empty or too large
 */
export async function readSecretFile(env: Environment, name: string): Promise<string | undefined> {
  const path = valueOf(env, `${name}_FILE`);
  if (path === undefined) return undefined;
  if (valueOf(env, name) !== undefined) throw new Error(`${name}_FILE and ${name} are both given: keep one of them`);
  const value = (await readBounded(path.trim()).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${name}_FILE names a file that cannot be read (${error.code ?? error.message}): ${mendOf(error)}`, { cause: error });
  })).replace(/\r?\n$/, '');
  if (value.trim() === '') throw new Error(`${name}_FILE names an empty file: put the value into it`);
  return value;
}

function mendOf({ code }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'there is none at this path';
  return code === undefined ? 'name one that holds the value alone' : 'let this process read it';
}

async function readBounded(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK); // a pipe would be waited for without end
  try {
    if (!(await file.stat()).isFile()) throw new Error('a folder, a pipe or a device');
    const { bytesRead, buffer } = await file.read(Buffer.alloc(MOST_BYTES + 1), 0, MOST_BYTES + 1, 0);
    if (bytesRead > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes`);
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await file.close();
  }
}
