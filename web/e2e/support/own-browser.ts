import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

const LIMIT_MS = 30_000;

/** A browser process of our own with a profile on the disk: it can be killed and started again. */
export interface OwnBrowser {
  readonly page: Page;
  /** SIGKILL to all of its processes, as the system does when memory runs out. */
  kill(): Promise<void>;
  /** The same profile, in a new process. */
  startAgain(): Promise<OwnBrowser>;
  end(): Promise<void>;
}

export async function startOwnBrowser(address: string): Promise<OwnBrowser> {
  return start(address, await mkdtemp(join(tmpdir(), 'bpmn-studio-profile-')));
}

async function start(address: string, profile: string): Promise<OwnBrowser> {
  const { executablePath, env } = JSON.parse(process.env['E2E_BROWSER'] ?? '{}') as { executablePath: string; env: Record<string, string> };
  const portFile = join(profile, 'DevToolsActivePort');
  await rm(portFile, { force: true });
  const process_ = spawn(executablePath, ['--headless', '--no-sandbox', '--no-first-run', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--window-size=1280,800', 'about:blank'], { env, detached: true, stdio: 'ignore' });
  const browser = await connect(portFile);
  const context = browser.contexts()[0] ?? (await browser.newContext());
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(address);
  const kill = () => killAll(process_);
  let next: OwnBrowser | undefined;
  return {
    page: withAddress(page, address),
    kill,
    startAgain: async () => (next = await start(address, profile)),
    end: async () => {
      await next?.end();
      await browser.close().catch(() => undefined);
      await kill();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A context of a browser that was connected to has no base address. */
function withAddress(page: Page, address: string): Page {
  const goto = page.goto.bind(page);
  page.goto = (url, options) => goto(new URL(url, address).href, options);
  for (const name of ['get', 'post', 'put'] as const) {
    const send = page.request[name].bind(page.request);
    page.request[name] = (url, options) => send(new URL(url, address).href, options);
  }
  return page;
}

async function connect(portFile: string): Promise<Browser> {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const port = await readFile(portFile, 'utf8').then((text) => text.split('\n')[0], () => undefined);
    if (port) return chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    if (Date.now() > deadline) throw new Error(`The browser did not start within ${LIMIT_MS / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The whole process group: the renderers belong to it too. */
async function killAll(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const left = new Promise((resolve) => child.once('exit', resolve));
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
  await left;
}
