/** The image's health check: whether the process turns its event loop. Leaves with 0 or 1, and says why. */
const port = process.env.PORT?.trim() || '3000';
try {
  const answer = await fetch(`http://127.0.0.1:${port}/api/health/live`, { signal: AbortSignal.timeout(2_500) });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`it answers ${answer.status}`);
} catch (error) {
  process.stdout.write(`not live: ${error.message}\n`);
  process.exitCode = 1;
}
