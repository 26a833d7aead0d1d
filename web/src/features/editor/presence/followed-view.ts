import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import type { Box, CanvasServices } from '../canvas/services.js';
import type { Tab } from './people.js';
import type { PresenceDesk } from './presence-desk.js';
import { fitView, glideView, isSameView } from './view-of-others.js';

const LONGEST_FRAME_MS = 100;

/** Goes where somebody goes, plane and part of it, until one moves oneself. */
export class FollowedView {
  private readonly calm = matchMedia('(prefers-reduced-motion: reduce)');
  private readonly stop = new AbortController();
  private target: Box | null = null;
  /** What was last set here: a view that is another one was chosen by whoever sits here. */
  private own: Box | null = null;
  private frame: number | null = null;
  private isGoing = false;

  constructor(
    private readonly viewer: BaseViewer,
    private readonly desk: PresenceDesk,
  ) {
    const { signal } = this.stop;
    for (const event of ['pointerdown', 'wheel']) this.canvas.getContainer().addEventListener(event, this.desk.stopFollowing, { signal, passive: true, capture: true });
    viewer.on('canvas.viewbox.changed', this.moved);
    viewer.on('root.set', this.turned);
  }

  /** Follows what a tab sees now; nobody when null. */
  go(leader: Tab | null): void {
    if (leader === null || leader.view === null) return this.rest(leader === null);
    if (!this.turnTo(leader.plane)) return; // a plane that is not here yet comes with the document
    const { outer } = this.canvas.viewbox();
    if (outer.width === 0 || outer.height === 0) return;
    this.target = fitView(leader.view, outer);
    this.run();
  }

  end(): void {
    this.rest(true);
    this.stop.abort();
    this.viewer.off('canvas.viewbox.changed', this.moved);
    this.viewer.off('root.set', this.turned);
  }

  private rest(isOver: boolean): void {
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    this.frame = null;
    this.target = null;
    if (isOver) this.own = null;
  }

  private turnTo(plane: string): boolean {
    if (this.canvas.getRootElement().id === plane) return true;
    const root = this.viewer.get<CanvasServices['elementRegistry']>('elementRegistry').get(plane);
    if (root === undefined || root.parent !== undefined) return false;
    this.isGoing = true;
    try {
      this.canvas.setRootElement(root);
    } finally {
      this.isGoing = false;
    }
    this.own = null;
    return true;
  }

  private run(): void {
    if (this.frame !== null) return;
    let before = performance.now();
    const next = (now: number): void => {
      this.frame = null;
      if (this.target === null) return;
      const { x, y, width, height } = this.canvas.viewbox();
      const here = { x, y, width, height };
      const isFirst = this.own === null;
      const box = this.calm.matches || isFirst ? this.target : glideView(here, this.target, Math.min(LONGEST_FRAME_MS, now - before));
      before = now;
      if (!isSameView(here, box) || isFirst) this.set(box);
      if (this.target !== null && !isSameView(box, this.target)) this.frame = requestAnimationFrame(next);
    };
    this.frame = requestAnimationFrame(next);
  }

  private set(box: Box): void {
    this.isGoing = true;
    try {
      this.canvas.viewbox(box);
    } finally {
      this.isGoing = false;
    }
    this.own = this.canvas.viewbox();
  }

  private readonly moved = (): void => {
    if (this.isGoing || this.own === null || isSameView(this.canvas.viewbox(), this.own)) return;
    this.desk.stopFollowing();
  };

  private readonly turned = (): void => {
    if (!this.isGoing && this.own !== null) this.desk.stopFollowing();
  };

  private get canvas(): CanvasServices['canvas'] {
    return this.viewer.get<CanvasServices['canvas']>('canvas');
  }
}
