import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { seen } from '../support/eventually.js';

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Somebody nobody has heard of yet. */
export function stranger(name = 'Ada Lovelace'): Person {
  return { name, email: `${randomUUID()}@example.org`, password: 'a calm river runs deep' };
}

/** Makes an account on the sign-up page, as a person does, and arrives in the library. */
export async function signUp(page: Page, person = stranger()): Promise<Person> {
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill(person.name);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await seen(page.getByRole('heading', { level: 1, name: 'Library' }));
  return person;
}

/** Fills in the form in view; the caller knows what should follow. */
export async function fillSignIn(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account and appearance' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await seen(page.getByRole('heading', { name: 'Welcome back' }));
}

/** Light, dark or as the system, from the account menu. */
export async function chooseAppearance(page: Page, name: 'Light' | 'Dark'): Promise<void> {
  await page.getByRole('button', { name: 'Account and appearance' }).click();
  await page.getByRole('menuitemradio', { name }).click();
  await page.locator(`html[data-mantine-color-scheme="${name.toLowerCase()}"]`).waitFor();
}
