import { uniqueKey } from '../../../lib/unique-key.js';
import { Drawing } from '../canvas/drawing.js';
import type { Insets } from '../canvas/fitting-box.js';
import { documents } from '../document/documents-beside.js';
import { Problems } from '../lint/problems.js';
import { dropDraft, keepAsides, keepCopy, keepDraft, rememberDocument, whenDeviceForgets, type KeptCopy, type Owner } from '../save/device-store.js';
import { openSaveChannel } from '../save/save-channel.js';
import { isAtRisk } from '../save/save-status.js';
import { SaveRunner, type NotSaved } from '../save/save-runner.js';
import { isDirty, type Stored } from '../save/save-state.js';
import { readDiagram, type Opened } from './open-diagram.js';
import { asOwner } from './as-owner.js';
import { LiveWork } from './live-work.js';
import { copyTitle, createCopy, keepVersion, newestOf, putDiagram } from './server-ports.js';

/** How often work is written down anew because something was drawn meanwhile; a dialog is open over it, so twice is rare. */
const MOST_TRIES = 10;

export interface EditingOptions {
  readonly owner: Owner;
  readonly opened: Opened;
  readonly readOnly: boolean;
  readonly container: HTMLElement;
  readonly insets: () => Insets;
  /** What is on the canvas can no longer be edited as it is: the diagram is to be opened anew. `aside`: what was put aside first. */
  readonly onReopen: (aside: KeptCopy | null) => void;
}

/** One open diagram: the canvas, the saving of what is done on it, and the browser events that concern both. */
export class Editing {
  readonly owner: Owner;
  readonly drawing: Drawing;
  readonly saving: SaveRunner;
  readonly problems: Problems;
  readonly live: LiveWork;
  private copyKey: { readonly xml: string; readonly key: string } | null = null;
  private readonly stop = new AbortController();
  private readonly channel: ReturnType<typeof openSaveChannel>;

  constructor(private readonly options: EditingOptions) {
    this.owner = options.owner;
    const { owner, opened, readOnly, container, insets } = options;
    const { session } = opened.state;
    this.channel = openSaveChannel(owner.diagramId, session, (version) => this.saving.send({ type: 'changed-elsewhere', version }));
    this.drawing = new Drawing(container, { readOnly, insets, onEdit: () => this.live.edited(), onOthers: () => this.live.drawn() });
    this.saving = new SaveRunner(opened.state, {
      capture: (leaving) => this.drawing.writeDown(leaving),
      merge: async ({ input, since, sent }) => {
        // Without an answer, the older base asks about more than it need; nothing is lost by it.
        const landed = await newestOf(owner.diagramId, sent, since).catch((error: unknown) => (console.warn('Earlier saves could not be looked up', error), null));
        const result = await documents.merge({ ...input, ...(landed && { base: landed.xml }) });
        await this.drawing.whenStill();
        return { ...result, ...(landed && { base: landed.version }) };
      },
      nameVersion: (version, message) => asOwner(owner, () => keepVersion(owner, version, message)),
      show: async (document) => {
        this.remember();
        if (this.live.isOn) return this.live.drawn(); // it shows by itself
        this.drawing.endShared();
        return this.drawing.open(document.xml, true);
      },
      keep: (draft) => keepDraft({ ...draft, ...owner, session, at: Date.now() }),
      drop: (revision) => dropDraft(session, revision),
      put: (request, leaving) => asOwner(owner, () => putDiagram(owner, request, leaving)),
      fetchCurrent: async () => {
        const { stored } = await asOwner(owner, () => readDiagram(owner));
        if (!this.live.isOn && !isDirty(this.saving.state)) await this.drawing.whenStill(); // theirs is shown next
        return stored;
      },
      announce: (version) => {
        this.channel.announce(version);
        this.remember();
      },
    });
    this.live = new LiveWork({ owner, drawing: this.drawing, saving: this.saving, content: () => this.content(), remember: () => this.remember(), onReopen: options.onReopen });
    this.problems = new Problems(owner.diagramId, this.drawing, this.saving);
  }

  /** Shows the document; saving begins once it is on the canvas. */
  async start(): Promise<void> {
    const { opened, readOnly } = this.options;
    const isShared = !readOnly && opened.note === null && opened.workspaceId !== null && (await this.live.join(this.stop.signal));
    if (this.stop.signal.aborted) return;
    if (!isShared) await this.drawing.open(this.saving.state.xml);
    if (this.stop.signal.aborted) return;
    this.listen();
    this.saving.send({ type: navigator.onLine ? 'tick' : 'offline' });
    void this.problems.start();
  }

  /** Saves now, under a name if one is given. Resolves with null when the server has everything, else with why not. */
  async saveNow(message?: string): Promise<NotSaved | null> {
    if (!this.live.isOn) return this.saving.saveNow(message);
    const trouble = isDirty(this.saving.state) ? await this.saving.saveNow() : null;
    return trouble ?? (await this.live.save(message));
  }

  /** Whether leaving would lose work: it is not on the server, and the device cannot keep it. */
  get isAtRisk(): boolean {
    return isAtRisk(this.saving.state) || this.live.isAtRisk;
  }

  /** Somebody signed in again on top of the page. */
  readonly signedIn = (): void => {
    this.saving.send({ type: 'signed-in' });
    this.live.signedIn();
  };

  /** The work as it stands, with whatever is being typed, up to which edit it goes. */
  private async content(): Promise<{ title: string; xml: string; revision: number }> {
    this.drawing.completeLabel();
    const { title, revision } = this.saving.state;
    return { title, revision, xml: await this.drawing.write() };
  }

  /** Creates a diagram of its own from the work here, and returns its id. A second try does not create a second one. */
  async copyMine(): Promise<string> {
    const { title, xml, revision } = await this.content();
    if (this.copyKey?.xml !== xml) this.copyKey = { xml, key: uniqueKey() };
    const id = await createCopy({ userId: this.owner.userId, title: copyTitle(title), xml, workspaceId: this.options.opened.workspaceId, key: this.copyKey.key });
    await this.keepAsides();
    this.saving.send({ type: 'copied', revision });
    return id;
  }

  /** Gives way to their version; mine is first put aside on this device. */
  async takeTheirs(theirs: Stored): Promise<KeptCopy> {
    const id = uniqueKey();
    await this.keepAsides();
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const { revision, ...work } = await this.content();
      const copy = { ...this.owner, ...work, id, at: Date.now() };
      await keepCopy(copy);
      if (revision !== this.saving.state.revision) continue; // drawn meanwhile: that belongs to it as well
      this.saving.send({ type: 'replaced', document: theirs });
      return copy;
    }
    throw new Error('The drawing is still changing. Let go of it for a moment, and try again.');
  }

  /** As `takeTheirs`, with what the server holds now. @throws what the API client throws */
  async takeNewest(): Promise<KeptCopy> {
    const { stored } = await readDiagram(this.owner);
    return this.takeTheirs(stored);
  }

  /** Saves what is unsaved and ends. The canvas is gone at once; the promise resolves when the background work is over. */
  async close(): Promise<void> {
    this.drawing.completeLabel();
    this.stop.abort();
    this.problems.end();
    const saved = Promise.all([this.saving.close(), this.live.close()]);
    this.drawing.destroy();
    await saved;
    this.channel.close();
  }

  private keepAsides(): Promise<void> {
    const { title, asides } = this.saving.state;
    return keepAsides({ ...this.owner, title, asides });
  }

  /** What the server holds now can be opened without a network later on. */
  private remember(): void {
    const { owner, opened } = this.options;
    if (opened.workspaceId === null) return;
    const { base, xml } = this.saving.state;
    rememberDocument({ ...owner, workspaceId: opened.workspaceId, at: Date.now(), document: { ...base, ...(this.live.isOn && { xml }) } }).catch((error: unknown) =>
      console.warn('The document could not be remembered', error),
    );
  }

  private listen(): void {
    const { signal } = this.stop;
    const { send } = this.saving;
    window.addEventListener('online', () => send({ type: 'online' }), { signal });
    window.addEventListener('offline', () => send({ type: 'offline' }), { signal });
    window.addEventListener('focus', this.signedIn, { signal });
    window.addEventListener('beforeunload', (event) => {
      this.drawing.completeLabel();
      if (this.isAtRisk) event.preventDefault();
    }, { signal });
    const resized = new ResizeObserver(() => this.drawing.view.resized());
    resized.observe(this.options.container);
    signal.addEventListener('abort', () => resized.disconnect());
    signal.addEventListener('abort', whenDeviceForgets(() => send({ type: 'device-forgot' })));
    const leave = () => {
      this.drawing.completeLabel();
      this.live.leaving();
      send({ type: 'hidden' });
    };
    window.addEventListener('pagehide', leave, { signal });
    window.addEventListener('pageshow', () => send({ type: 'visible' }), { signal });
    document.addEventListener('visibilitychange', () => (document.visibilityState === 'hidden' ? leave() : send({ type: 'visible' })), { signal });
    document.addEventListener('freeze', leave, { signal });
    document.addEventListener('resume', () => document.visibilityState === 'visible' && send({ type: 'visible' }), { signal });
  }
}
