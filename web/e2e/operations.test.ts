import type { Operations } from '@bpmn-studio/contracts';
import { describe, expect } from '@jest/globals';
import { fillSignIn, type Person, signUp } from './pages/accounts.js';
import { accessibilityFaults, overflowOf } from './support/check-accessibility.js';
import { seen, until } from './support/eventually.js';
import { useBrowser } from './support/journey.js';

const journey = useBrowser();
/** The demo account is the first of the installation, and so its administrator. */
const administrator = JSON.parse(process.env['E2E_ADMINISTRATOR'] ?? '{}') as Person;

describe('operations', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    journey(`shows how the product does once something was asked of it, ${colorScheme}`, async ({ page }) => {
      await page.goto('/sign-in');
      await fillSignIn(page, administrator);
      await page.getByRole('link', { name: 'Operations' }).click();
      await seen(page.getByRole('heading', { level: 1, name: 'Operations' }));
      const requests = page.getByRole('region', { name: 'Requests' });
      // A sample every 15 s, a bucket that shows it 20 s after it began, a look every 15 s.
      await requests.getByRole('img', { name: /^Chart of Requests\. Answered: (now|last) [^–]/ }).waitFor({ timeout: 60_000 });
      await seen(page.getByRole('region', { name: 'Dependencies' }).getByRole('row', { name: /database Up/ }));
      await seen(page.getByRole('region', { name: 'Processes', exact: true }).getByRole('row', { name: /Running/ }).first());
      expect(await accessibilityFaults(page)).toEqual([]);
      await requests.getByRole('button', { name: 'Show as a table: Requests' }).click();
      await seen(requests.getByRole('columnheader', { name: 'Answered' }));
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      await until(page, () => overflowOf(page), (pixels) => pixels === 0, 'pixels that the page is too wide');
      await page.getByText('24 hours', { exact: true }).click({ force: true });
      await page.waitForURL(/minutes=1440/);
      expect(await accessibilityFaults(page)).toEqual([]);
    }, { colorScheme });
  }

  journey('keeps the last figures and says that they are old while the server has trouble', async ({ page, expectComplaint }) => {
    expectComplaint(/503 \(Service Unavailable\)/);
    await page.goto('/sign-in');
    await fillSignIn(page, administrator);
    await page.getByRole('link', { name: 'Operations' }).click();
    await seen(page.getByRole('heading', { level: 2, name: 'Traffic' }));
    const problem = { type: '/docs/errors#server.unavailable', title: 'Unavailable', status: 503, detail: 'Away.', code: 'server.unavailable', requestId: 'request-1' };
    await page.route('**/api/admin/operations*', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(problem) }));
    await page.getByText('These figures are old').waitFor({ timeout: 60_000 });
    await seen(page.getByRole('heading', { level: 2, name: 'Traffic' }));
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  journey('says what is wrong also without colours, and leads to the runbook', async ({ page }) => {
    await page.goto('/sign-in');
    await fillSignIn(page, administrator);
    await page.route('**/api/admin/operations*', async (route) => {
      const response = await route.fetch();
      const report = (await response.json()) as Operations;
      report.now.troubles = [{ kind: 'error-rate', severity: 'bad', subject: null, value: 0.1, limit: 0.01, runbook: 'request-errors-burn' }];
      await route.fulfill({ response, json: report });
    });
    await page.getByRole('link', { name: 'Operations' }).click();
    await seen(page.getByRole('status').filter({ hasText: '1 thing needs you now' }));
    await seen(page.getByRole('definition').filter({ hasText: 'needs you now' }));
    const address = await page.getByRole('link', { name: /^What to do/ }).getAttribute('href');
    expect(await (await page.request.get(address ?? '')).text()).toContain('## Mend');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  journey('is printed in the light, without what is around it', async ({ page }) => {
    await page.goto('/sign-in');
    await fillSignIn(page, administrator);
    await page.getByRole('link', { name: 'Operations' }).click();
    await seen(page.getByRole('heading', { level: 2, name: 'Traffic' }));
    const chart = page.getByRole('img', { name: /^Chart of Requests/ });
    await chart.waitFor({ timeout: 60_000 });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect((await chart.locator('.recharts-wrapper').boundingBox())?.width).toBeGreaterThan(200);
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('light');
    expect(await page.getByRole('banner').count()).toBe(0);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
  }, { colorScheme: 'dark' });

  journey('is not for everybody', async ({ page, expectComplaint }) => {
    expectComplaint(/403 \(Forbidden\)/);
    await signUp(page);
    expect(await page.getByRole('link', { name: 'Operations' }).count()).toBe(0);
    await page.goto('/admin/operations');
    await seen(page.getByRole('heading', { level: 1, name: 'For administrators only' }));
    expect((await page.request.get('/api/admin/operations')).status()).toBe(403);
  });
});
