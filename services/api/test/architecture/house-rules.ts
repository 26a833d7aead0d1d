/** What a text breaks, as sentences that name the mend; nothing when it keeps the rules. */

const CEILING = 300;
const SOURCE = /^(services|web|infrastructure|prisma)\/.*\.(ts|tsx|mjs|cjs|js)$/;
const NO_NAMES = /(manager|helper|util|utils|common|base)$/i;

export function faultsOfFile(path: string, text: string): string[] {
  return [...faultsOfName(path), ...faultsOfSize(path, text), ...faultsOfController(path, text), ...faultsOfPaths(path, text)];
}

/** A name says what a thing does; these say that nobody knew. */
function faultsOfName(path: string): string[] {
  if (!SOURCE.test(path)) return [];
  const file = path.slice(path.lastIndexOf('/') + 1);
  const faults = file.replace(/\..*$/, '').split('-').some((word) => NO_NAMES.test(word) && word.length <= 7) ? [`${path}: name it after what it does, not Manager, Helper, Util, Common or Base`] : [];
  if (!/^[a-z0-9.-]+$/.test(file)) faults.push(`${path}: file names are kebab-case`);
  return faults;
}

function faultsOfSize(path: string, text: string): string[] {
  const lines = text.split('\n').length - 1;
  return SOURCE.test(path) && !/\.(spec|test)\.tsx?$/.test(path) && lines > CEILING ? [`${path}: ${lines} lines, the ceiling is ${CEILING}; part it by what it does`] : [];
}

/** Decisions belong to use cases: a controller is one line of body. */
function faultsOfController(path: string, text: string): string[] {
  return path.endsWith('.controller.ts') && /^\s*(if|switch)\s*\(|\belse\b/m.test(text) ? [`${path}: a controller decides nothing; move the condition into the use case`] : [];
}

/** Files must mean the same on every machine, and name no registry. */
function faultsOfPaths(path: string, text: string): string[] {
  const faults: string[] = [];
  if (/(?:^|[\s"'`(=:])\/(?:work|home|Users)\/[\w.-]/m.test(text)) faults.push(`${path}: holds an absolute path of one machine`);
  if (/"resolved":\s*"https?:/.test(text) || /\bregistry\.(npmjs|yarnpkg)\./.test(text)) faults.push(`${path}: names the host of a package registry (see omit-lockfile-registry-resolved in .npmrc)`);
  return faults;
}
