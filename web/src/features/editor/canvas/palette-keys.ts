import type { ModuleDeclaration } from 'didi';
import { entryAfter } from './entry-after.js';

interface EventBus {
  on(event: string, listener: (event: { readonly container: HTMLElement }) => void): void;
}
interface Palette {
  triggerEntry(id: string, action: 'click', event: Event): void;
}

/** The palette for the keyboard: one stop for Tab, arrow keys inside, Enter or space takes. */
class PaletteKeys {
  static readonly $inject = ['eventBus', 'palette'];
  private container: HTMLElement | null = null;

  constructor(
    eventBus: EventBus,
    private readonly palette: Palette,
  ) {
    eventBus.on('palette.create', ({ container }) => {
      this.container = container;
      container.setAttribute('role', 'toolbar');
      container.setAttribute('aria-label', 'Shapes and tools');
      container.setAttribute('aria-orientation', 'vertical');
      container.addEventListener('keydown', (event) => this.press(event));
    });
    eventBus.on('palette.changed', () => this.stopAt(this.entries.find((entry) => entry.tabIndex === 0) ?? this.entries[0]));
  }

  private get entries(): readonly HTMLElement[] {
    return [...(this.container?.querySelectorAll<HTMLElement>('.entry') ?? [])];
  }

  private stopAt(stop: HTMLElement | undefined): void {
    for (const entry of this.entries) entry.tabIndex = entry === stop ? 0 : -1;
  }

  private press(event: KeyboardEvent): void {
    const { entries } = this;
    const at = entries.indexOf(event.target as HTMLElement);
    const id = entries[at]?.dataset['action'];
    if (id === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (!event.repeat) this.palette.triggerEntry(id, 'click', event);
      return;
    }
    const next = entries[entryAfter(at, event.key, entries.length)];
    if (!next) return;
    event.preventDefault();
    this.stopAt(next);
    next.focus();
  }
}

export const paletteKeys: ModuleDeclaration = { __init__: ['paletteKeys'], paletteKeys: ['type', PaletteKeys] };
