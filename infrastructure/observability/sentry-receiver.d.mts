export interface SentryItem {
  /** event, transaction, ... */
  readonly type: string;
  readonly payload: Record<string, unknown>;
}

export class SentryReceiver {
  private constructor(answers: boolean);
  readonly items: readonly SentryItem[];
  /** Every body as it came. */
  readonly bodies: readonly string[];
  readonly dsn: string;
  /** @param answers false: it takes everything and never says a word */
  static start(answers?: boolean): Promise<SentryReceiver>;
  of(type: string): Record<string, unknown>[];
  stop(): Promise<void>;
}
