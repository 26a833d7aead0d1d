import { keep, recall } from '../../../lib/device-memory.js';

/** A choice that is remembered on this device, and that style sheets read from the root of the page: an attribute there, or not. */
export class RememberedMark {
  /**
   * @param name of the data attribute, in camel case
   * @param key under which the device keeps it
   */
  constructor(
    private readonly name: string,
    private readonly key: string,
  ) {}

  get isOn(): boolean {
    return document.documentElement.dataset[this.name] !== undefined;
  }

  /** Chosen the other way round. */
  toggle(): void {
    const isOn = !this.isOn;
    this.show(isOn);
    keep(this.key, isOn);
  }

  /** Takes up what was chosen on this device; off until somebody chose. */
  recall(): void {
    this.show(recall(this.key) === true);
  }

  private show(isOn: boolean): void {
    if (isOn) document.documentElement.dataset[this.name] = '';
    else delete document.documentElement.dataset[this.name];
  }
}
