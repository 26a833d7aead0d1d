import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

/**
 * Leaves in node_modules only what the services need to run. npm keeps every package of the lockfile that satisfies an
 * optional peer of another (Prisma's command line with a studio, React, TypeScript), and packages carry types, source maps
 * and engines for databases that are not ours. `node prune-packages.mjs` in the folder that holds services/ and node_modules/.
 */

const ROOT = realpathSync(process.cwd());
const SERVICES = ['services/contracts', 'services/bpmn', 'services/api'];
/** Peers that are asked for and only used by a build: @nestjs/swagger's compiler plugin. */
const BUILD_ONLY = new Set(['typescript']);
/** Not read by a running program; licences and package.json stay. */
const USELESS = /\.(d\.[cm]?ts|[cm]?ts|tsx|map|flow|tsbuildinfo)$|^(README|CHANGELOG|CHANGES|HISTORY)(\..*)?$/i;
/** Prisma's query compilers of other databases. */
const OTHER_DATABASES = /^query_(compiler|engine)_.*\.(mysql|sqlite|sqlserver|cockroachdb)\./;

/** The fonts of the packages that exports are not set in (services/api/src/platform/print/fonts.ts). */
const OTHER_FONTS = /^(?!(?:Inter_400Regular|Inter_600SemiBold|DejaVuSans)\.ttf$).*\.ttf(\.png)?$/;

const kept = new Set();
for (const service of SERVICES) keep(join(ROOT, service));
let removed = 0;
clear(join(ROOT, 'node_modules'));
for (const service of SERVICES) clear(join(ROOT, service, 'node_modules'));
process.stdout.write(`${kept.size - SERVICES.length} packages stay, ${removed} are removed\n`);

/** A package, and all it needs to run. */
function keep(folder) {
  if (kept.has(folder)) return;
  kept.add(folder);
  const { dependencies = {}, optionalDependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = manifest(folder);
  const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true && !BUILD_ONLY.has(name));
  for (const name of Object.keys(dependencies)) keep(find(name, folder) ?? missing(name, folder, name in optionalDependencies));
  for (const name of [...Object.keys(optionalDependencies), ...peers]) {
    const found = find(name, folder); // another platform's, or a peer nobody brought
    if (found !== undefined) keep(found);
  }
}

function missing(name, folder, optional) {
  if (!optional) throw new Error(`${relative(ROOT, folder)} needs ${name}, which is not installed`);
  return folder;
}

/** Where Node would find a package: in the nearest node_modules upwards. A workspace's link leads to its folder. */
function find(name, from) {
  for (let folder = from; folder.startsWith(ROOT); folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name);
    if (!existsSync(join(place, 'package.json'))) continue;
    if (!lstatSync(place).isSymbolicLink()) return place;
    return SERVICES.map((service) => join(ROOT, service)).find((service) => manifest(service).name === name);
  }
  return undefined;
}

function manifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** Removes the packages of a node_modules that are not kept, and the useless files of those that are. */
function clear(modules) {
  if (!existsSync(modules)) return;
  for (const name of readdirSync(modules)) {
    const place = join(modules, name);
    if (name.startsWith('@')) for (const scoped of readdirSync(place)) clearPackage(join(place, scoped));
    else if (name.startsWith('.')) rmSync(place, { recursive: true });
    else clearPackage(place);
    if (name.startsWith('@') && readdirSync(place).length === 0) rmSync(place, { recursive: true });
  }
}

function clearPackage(place) {
  if (lstatSync(place).isSymbolicLink()) {
    if (!kept.has(realpathSync(place))) rmSync(place); // a workspace that is not served from here
    return;
  }
  if (!kept.has(place)) {
    removed++;
    rmSync(place, { recursive: true });
    return;
  }
  lighten(place);
  clear(join(place, 'node_modules'));
}

function lighten(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules') lighten(path);
    } else if (USELESS.test(entry.name) || OTHER_FONTS.test(entry.name) || (path.includes(`${sep}@prisma${sep}`) && OTHER_DATABASES.test(basename(path)))) rmSync(path);
  }
}
