import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SYSTEM = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * A Chromium to test with: the one CHROMIUM_PATH names, one the system has, or the one inside the npm package
 * @sparticuz/chromium, which needs nothing but Node.js and is unpacked once into .cache/.
 * @returns executablePath, and the environment the browser is started with
 */
export async function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which is not there: correct it or unset it`);
    return { executablePath: named, env: process.env };
  }
  const system = SYSTEM.map(onPath).find((path) => path !== undefined);
  return system === undefined ? unpackBrowser() : { executablePath: system, env: process.env };
}

function onPath(name) {
  try {
    return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || undefined;
  } catch {
    return undefined; // not installed: the next one is tried
  }
}

/** The package unpacks into TMPDIR and takes what lies there for whole: a folder a version, and a mark once it is complete. */
async function unpackBrowser() {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'));
  const folder = join(ROOT, '.cache', `chromium-${version}`);
  const mark = join(folder, 'complete');
  if (!existsSync(mark)) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // The runtime's name makes the package unpack its shared libraries and fonts too: a bare Debian has neither.
  const own = { TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x', FONTCONFIG_PATH: withFontConfig(folder), LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  const before = Object.fromEntries(Object.keys(own).map((name) => [name, process.env[name]]));
  Object.assign(process.env, own);
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    const executablePath = await chromium.executablePath();
    writeFileSync(mark, version);
    return { executablePath, env: { ...process.env } };
  } finally {
    // Only the browser gets these libraries; everything else started from here keeps the system's.
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/** The package's own configuration looks in /tmp/fonts; without any font the browser ends at the first text. */
function withFontConfig(folder) {
  const tag = (name, value) => `<${name}>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${name}>`;
  const lines = ['<?xml version="1.0"?>', '<fontconfig>', tag('dir', join(folder, 'fonts')), tag('cachedir', join(folder, 'fonts-cache')), '</fontconfig>'];
  writeFileSync(join(folder, 'fonts.conf'), `${lines.join('\n')}\n`);
  return folder;
}
