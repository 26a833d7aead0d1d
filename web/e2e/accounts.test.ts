import { describe, expect } from '@jest/globals';
import { fillSignIn, signOut, signUp, stranger } from './pages/accounts.js';
import { seen } from './support/eventually.js';
import { useBrowser } from './support/journey.js';

const journey = useBrowser();

describe('accounts', () => {
  journey('sign up, sign out and sign in again', async ({ page }) => {
    const person = await signUp(page);
    await seen(page.getByRole('heading', { name: 'Your first process starts here' }));
    await signOut(page);
    await page.goto('/');
    await seen(page.getByRole('heading', { name: 'Welcome back' }));
    await fillSignIn(page, person);
    await seen(page.getByRole('heading', { level: 1, name: 'Library' }));
    await page.reload();
    await seen(page.getByRole('heading', { level: 1, name: 'Library' }));
  });

  journey('a link to a page leads there after signing in', async ({ page, another }) => {
    const person = await signUp(page);
    const elsewhere = await another();
    await elsewhere.page.goto('/trash');
    await fillSignIn(elsewhere.page, person);
    await seen(elsewhere.page.getByRole('heading', { level: 1, name: 'Trash' }));
  });

  journey('a link to another site leads to our own after signing in', async ({ page, another }) => {
    const person = await signUp(page);
    const elsewhere = await another();
    await elsewhere.page.goto(`/sign-in?next=${encodeURIComponent('https://evil.example/')}`);
    await fillSignIn(elsewhere.page, person);
    await seen(elsewhere.page.getByRole('heading', { level: 1, name: 'Library' }));
  });

  journey('a wrong password is answered in words', async ({ page, expectComplaint }) => {
    expectComplaint(/401 \(Unauthorized\)/);
    await page.goto('/sign-in');
    await fillSignIn(page, stranger());
    await seen(page.getByRole('alert'));
    expect(page.url()).toContain('/sign-in');
  });

  journey('a form names what is missing and sends nothing', async ({ page }) => {
    await page.goto('/sign-up');
    await page.getByRole('button', { name: 'Create account' }).click();
    await seen(page.getByText('Please enter your name'));
    expect(await page.getByLabel('Your name').getAttribute('aria-invalid')).toBe('true');
  });
});
