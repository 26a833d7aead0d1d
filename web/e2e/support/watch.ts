import type { BrowserContext } from 'playwright-core';

/** Listens to what a browser complains of: console errors, uncaught errors, Content-Security-Policy reports. */
export class Watch {
  private readonly complaints: string[] = [];
  private readonly expected: RegExp[] = [];

  async over(context: BrowserContext): Promise<void> {
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`Content-Security-Policy report: ${event.effectiveDirective} blocked ${event.blockedURI} ${event.sample}`);
      });
    });
    context.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => this.complaints.push(`uncaught: ${error.error().stack ?? error.error().message}`));
  }

  expect(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  /** Throws when the browser complained of something that was not expected. */
  complain(): void {
    const surprising = this.complaints.filter((complaint) => !this.expected.some((pattern) => pattern.test(complaint)));
    if (surprising.length > 0) throw new Error(`The browser complained:\n${surprising.join('\n')}`);
  }
}
