/** What a stage came to. */
export function count({ passed = 0, failed = 0, skipped = 0 }) {
  return { passed, failed, skipped };
}

export function sum(results) {
  return results.reduce((all, each) => count({ passed: all.passed + each.passed, failed: all.failed + each.failed, skipped: all.skipped + each.skipped }), count({}));
}

/** One line of the table: name, verdict, counts, seconds. */
export function line(name, { passed, failed, skipped }, milliseconds) {
  const verdict = failed > 0 ? 'FAILED' : 'ok';
  const figures = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''};`;
  return `  ${name.padEnd(12)} ${verdict.padEnd(7)} ${figures} ${(milliseconds / 1000).toFixed(1)} s`;
}
