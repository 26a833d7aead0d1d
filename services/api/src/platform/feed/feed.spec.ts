import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { diagramTopic, personTopic } from '../../kernel/telling.js';
import { Notices } from '../notices/index.js';
import { Feed } from './feed.js';

/** Notices within one process, which can be interrupted. */
class OwnNotices extends Notices {
  private readonly handlers: ((payload: string) => void)[] = [];
  reconnect: () => void = () => undefined;
  override publish(_channel: string, payload: string): void {
    for (const handler of this.handlers) handler(payload);
  }
  override subscribe(_channel: string, handler: (payload: string) => void): void {
    this.handlers.push(handler);
  }
  override onConnected(handler: () => void): void {
    this.reconnect = handler;
  }
  override get connected(): boolean {
    return true;
  }
}

const DIAGRAM = diagramTopic('d');
let notices: OwnNotices;
let feed: Feed;
beforeEach(() => {
  jest.useFakeTimers();
  notices = new OwnNotices();
  feed = new Feed(notices);
});
afterEach(() => {
  feed.onApplicationShutdown();
  jest.useRealTimers();
});

const read = (stream: ReturnType<Feed['open']>): string => String(stream.read() ?? '');

describe('a feed', () => {
  it('tells what is told of its topics, and nothing else', () => {
    const stream = feed.open('ann', [DIAGRAM, personTopic('ann')]);
    expect(read(stream)).toBe('retry: 500\n\n');
    feed.tell(personTopic('ben'), 'notifications');
    feed.tell(diagramTopic('D'), 'comments');
    feed.tell(personTopic('ann'), 'notifications');
    expect(read(stream)).toBe('event: comments\ndata:\n\nevent: notifications\ndata:\n\n');
  });

  it('stays alive with a word now and then, and ends by itself', () => {
    const stream = feed.open('ann', [DIAGRAM]);
    read(stream);
    jest.advanceTimersByTime(15_000);
    expect(read(stream)).toBe(':\n\n');
    jest.advanceTimersByTime(300_000); // also while nobody reads
    jest.useRealTimers();
    return new Promise((resolve) => stream.once('end', resolve).resume());
  });

  it('takes ten of a person, and one more when one has gone', async () => {
    jest.useRealTimers();
    const [first] = Array.from({ length: 10 }, () => feed.open('ann', [DIAGRAM]));
    expect(() => feed.open('ann', [DIAGRAM])).toThrow(expect.objectContaining({ code: 'request.rate_limited' }));
    feed.open('ben', [DIAGRAM]);
    const gone = new Promise((resolve) => first!.once('close', resolve));
    first!.destroy();
    await gone;
    expect(() => feed.open('ann', [DIAGRAM])).not.toThrow();
  });

  it('hangs up on who does not read', () => {
    const stream = feed.open('ann', [DIAGRAM]);
    for (let told = 0; told < 1_000; told++) feed.tell(DIAGRAM, 'comments');
    expect(stream.destroyed).toBe(true);
  });

  it('ends with the process, and when words may have been missed', async () => {
    jest.useRealTimers();
    const [one, two] = [feed.open('ann', [DIAGRAM]), feed.open('ben', [DIAGRAM])];
    const ends = [one, two].map((stream) => new Promise((resolve) => stream.once('end', resolve).resume()));
    notices.reconnect();
    await Promise.all(ends);
    await feed.drain();
    expect(() => feed.open('ann', [DIAGRAM])).toThrow(expect.objectContaining({ code: 'server.unavailable' }));
  });
});
