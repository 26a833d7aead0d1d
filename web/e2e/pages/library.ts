import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { seen } from '../support/eventually.js';

export const fixturePath = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

/** The library as a person sees it: cards with titles and menus. */
export class Library {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('/');
    await seen(this.page.getByRole('heading', { level: 1, name: 'Library' }));
  }

  card(title: string): Locator {
    return this.page.getByRole('listitem').filter({ has: this.page.getByRole('link', { name: title, exact: true }) });
  }

  async openDiagram(title: string): Promise<void> {
    await this.page.getByRole('link', { name: title, exact: true }).click();
  }

  async act(title: string, action: string): Promise<void> {
    await this.page.getByRole('button', { name: `Actions for ${title}`, exact: true }).click();
    await this.page.getByRole('menuitem', { name: action, exact: true }).click();
  }

  async create(title: string): Promise<void> {
    await this.page.getByRole('banner').getByRole('button', { name: 'New diagram' }).click();
    await this.page.getByRole('textbox', { name: 'Title', exact: true }).fill(title);
    await this.page.getByRole('button', { name: 'Create', exact: true }).click();
  }

  /** Through the file chooser, as the Import button opens it. */
  async importFiles(...names: readonly string[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('banner').getByRole('button', { name: 'Import' }).click();
    await (await chooser).setFiles(names.map(fixturePath));
  }

  /** Drops files anywhere on the page. */
  async dropFiles(...names: readonly string[]): Promise<void> {
    const files = await Promise.all(names.map(async (name) => ({ name, text: await readFile(fixturePath(name), 'utf8') })));
    const transfer = await this.page.evaluateHandle((given) => {
      const data = new DataTransfer();
      for (const { name, text } of given) data.items.add(new File([text], name, { type: 'application/xml' }));
      return data;
    }, files);
    for (const type of ['dragenter', 'dragover', 'drop']) await this.page.dispatchEvent('body', type, { dataTransfer: transfer });
  }

  /** The report of the import in the corner. */
  get report(): Locator {
    return this.page.getByRole('region', { name: 'Import' });
  }
}
