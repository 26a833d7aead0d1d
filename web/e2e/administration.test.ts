import { describe, expect } from '@jest/globals';
import { fillSignIn, type Person, signUp } from './pages/accounts.js';
import { accessibilityFaults, overflowOf } from './support/check-accessibility.js';
import { seen, until } from './support/eventually.js';
import { useBrowser } from './support/journey.js';

const journey = useBrowser();
/** The demo account is the first of the installation, and so its administrator. */
const administrator = JSON.parse(process.env['E2E_ADMINISTRATOR'] ?? '{}') as Person;

describe('administration', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    journey(`shows parked events, ${colorScheme}`, async ({ page }) => {
      await page.goto('/sign-in');
      await fillSignIn(page, administrator);
      await page.getByRole('link', { name: 'Administration' }).click();
      await seen(page.getByRole('heading', { level: 1, name: 'Administration' }));
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      await until(page, () => overflowOf(page), (pixels) => pixels === 0, 'pixels that the page is too wide');
    }, { colorScheme });
  }

  journey('shows the board of the queues under the same policy', async ({ page }) => {
    await page.goto('/sign-in');
    await fillSignIn(page, administrator);
    await seen(page.getByRole('heading', { level: 1, name: 'Library' }));
    await page.goto('/api/admin/queues');
    await seen(page.getByText('draw-thumbnail').first());
  });

  journey('is not for everybody', async ({ page, expectComplaint }) => {
    expectComplaint(/403 \(Forbidden\)/);
    await signUp(page);
    expect(await page.getByRole('link', { name: 'Administration' }).count()).toBe(0);
    expect((await page.goto('/api/admin/queues'))?.status()).toBe(403);
    expect((await page.request.get('/api/admin/outbox')).status()).toBe(403);
  });
});
