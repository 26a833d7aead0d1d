import type { Locator, Page } from 'playwright-core';
import { seen, until } from '../support/eventually.js';

/** The editor of one diagram as a person sees it. */
export class Editor {
  constructor(readonly page: Page) {}

  /** Waits until the drawing is there. */
  async ready(): Promise<this> {
    await this.page.waitForURL(/\/diagrams\/[0-9a-f-]{36}/);
    await seen(this.page.locator('.djs-container .djs-shape'));
    await seen(this.page.getByLabel('Title of the diagram'));
    return this;
  }

  async open(id: string): Promise<this> {
    await this.page.goto(`/diagrams/${id}`);
    return this.ready();
  }

  get id(): string {
    return this.page.url().match(/[0-9a-f-]{36}/)?.[0] ?? '';
  }

  /** Draws a task from the palette and names it. */
  async addTask(name: string, at: { readonly x: number; readonly y: number } = { x: 760, y: 560 }): Promise<void> {
    await this.page.locator('.djs-palette [data-action="create.task"]').click();
    await this.page.mouse.move(at.x - 20, at.y - 20);
    await this.page.mouse.move(at.x, at.y);
    await this.page.mouse.click(at.x, at.y);
    const label = this.page.locator('.djs-direct-editing-content');
    await label.waitFor();
    await label.fill(name);
    await this.page.keyboard.press('Enter');
    await label.waitFor({ state: 'hidden' });
    await seen(this.drawn(name));
  }

  /** Types over the name of something drawn, without leaving the box. */
  async typeName(of: Locator, name: string): Promise<Locator> {
    await of.first().dblclick();
    const label = this.page.locator('.djs-direct-editing-content');
    await label.waitFor();
    await label.fill(name);
    return label;
  }

  async rename(of: Locator, name: string): Promise<void> {
    const label = await this.typeName(of, name);
    await this.page.keyboard.press('Enter');
    await label.waitFor({ state: 'hidden' });
  }

  /** Saves a document from elsewhere, as a script of somebody else would. */
  async putElsewhere(change: (xml: string) => string, more: { readonly title?: string } = {}): Promise<void> {
    const { version, bpmnXml } = await this.stored();
    const answer = await this.page.request.put(`/api/diagrams/${this.id}`, {
      headers: { 'if-match': `"${version}"`, origin: new URL(this.page.url()).origin },
      data: { bpmnXml: change(bpmnXml), ...more },
    });
    if (!answer.ok()) throw new Error(`not saved: ${answer.status()} ${await answer.text()}`);
  }

  /** The named versions on the server: names and documents. */
  async named(): Promise<{ message: string; bpmnXml: string }[]> {
    const read = async (path: string): Promise<unknown> => (await this.page.request.get(`/api/diagrams/${this.id}${path}`)).json();
    const { items } = (await read('/versions')) as { items: { version: number; message: string | null }[] };
    const named = items.filter(({ message }) => message !== null);
    return Promise.all(named.map(async ({ version }) => (await read(`/versions/${version}`)) as { message: string; bpmnXml: string }));
  }

  /** What is written on the drawing. Words of a long name stand in lines of their own: look for one. */
  drawn(name: string): Locator {
    return this.page.locator('.djs-container .djs-shape').filter({ hasText: name });
  }

  async undo(): Promise<void> {
    await this.page.getByRole('button', { name: 'Undo', exact: true }).click();
  }

  /** Back to the library. */
  async leave(): Promise<void> {
    await this.page.getByRole('link', { name: 'Back to the library' }).click();
    await seen(this.page.getByRole('heading', { level: 1, name: 'Library' }));
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+s');
  }

  /** Waits for the words beside the title. */
  async says(words: string | RegExp): Promise<void> {
    await seen(this.page.getByRole('banner').getByText(words, typeof words === 'string' ? { exact: true } : {}));
  }

  /** What the server holds. */
  async stored(): Promise<{ version: number; title: string; bpmnXml: string }> {
    const answer = await this.page.request.get(`/api/diagrams/${this.id}`);
    return (await answer.json()) as { version: number; title: string; bpmnXml: string };
  }

  /** Waits until the server's document holds (or no longer holds) a text. */
  async storedText(text: string | RegExp, there = true): Promise<void> {
    const holds = (xml: string) => (typeof text === 'string' ? xml.includes(text) : text.test(xml));
    await until(this.page, async () => holds((await this.stored()).bpmnXml), (found) => found === there, `"${String(text)}" on the server`);
  }
}
