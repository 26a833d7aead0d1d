import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { inRoot } from '../local/paths.mjs';

/** `npm run sbom`: writes what the product is made of, by the lockfile, to reports/sbom.cdx.json (CycloneDX). Needs no network. */
const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
const text = execFileSync(npm[0], [...npm.slice(1), 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--omit', 'dev'], {
  cwd: inRoot(), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'inherit'],
});
const { components } = JSON.parse(text);
mkdirSync(inRoot('reports'), { recursive: true });
writeFileSync(inRoot('reports/sbom.cdx.json'), text);
process.stdout.write(`reports/sbom.cdx.json: ${components.length} packages\n`);
