import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from '../../local/paths.mjs';
import { say } from './findings.mjs';

/** Lines that say how the image is run, not what is in it. */
const TOLD = new Set(['ARG', 'LABEL', 'ENV', 'USER', 'EXPOSE', 'STOPSIGNAL', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD', 'WORKDIR']);

/** @returns {{ word: string, rest: string }[]} the instructions, continued lines joined */
export function readDockerfile(text = readFileSync(join(ROOT, 'infrastructure/docker/Dockerfile'), 'utf8')) {
  const lines = text.replaceAll(/\\\n\s*/g, '').split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => {
    const [, word, rest] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (word === undefined) throw new Error(`This line of the Dockerfile is not understood: ${line}`);
    return { word, rest };
  });
}

/**
 * Carries the instructions out, each stage in a folder that stands for /app. What changes the system of the base image
 * (apt-get, folders at the root) is told and left out: there is none.
 * @returns {Promise<Record<string, string>>} the folder of each stage
 */
export async function carryOut(instructions, files, folder) {
  const stages = {};
  let stage;
  for (const { word, rest } of instructions) {
    if (word === 'FROM') {
      const name = / AS (\S+)$/.exec(rest)?.[1];
      stage = stages[name] = join(folder, name);
      mkdirSync(stage);
      say(`Stage ${name}`);
    } else if (word === 'COPY') copy(rest, stage, stages, files);
    else if (word === 'RUN') run(rest, stage);
    else if (!TOLD.has(word)) throw new Error(`This check does not know ${word}.`);
  }
  return stages;
}

function copy(rest, stage, stages, files) {
  const from = /^--from=(\S+)\s+/.exec(rest);
  const words = rest.slice(from?.[0].length ?? 0).split(/\s+/);
  const target = words.pop();
  for (const source of words) {
    const to = target.endsWith('/') && target !== './' ? join(stage, target, basename(source)) : join(stage, target === './' && source !== '.' && from === null ? basename(source) : target);
    if (from !== null) cpSync(join(stages[from[1]], source.replace(/^\/app\/?/, '')), to, { recursive: true, verbatimSymlinks: true });
    else copyFiles(source, to, files);
  }
}

/** Of the context, only what is sent. */
function copyFiles(source, to, files) {
  const chosen = source === '.' ? files : files.filter((path) => path === source || path.startsWith(`${source}/`));
  if (chosen.length === 0) throw new Error(`COPY ${source}: .dockerignore keeps it out, or it is not there`);
  for (const path of chosen) cpSync(join(ROOT, path), source === '.' ? join(to, path) : join(to, path.slice(source.length)));
}

function run(command, stage) {
  if (/(^|\s)\/|apt-get/.test(command)) {
    say(`  left out: ${command.slice(0, 90)}...`);
    return;
  }
  const started = performance.now();
  const { NODE_ENV: _, ...env } = process.env;
  execFileSync('sh', ['-c', command], { cwd: stage, stdio: ['ignore', 'ignore', 'inherit'], env: { ...env, npm_config_prefer_offline: 'true' } });
  say(`  ${command.slice(0, 90)}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
