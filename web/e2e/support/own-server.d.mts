export interface OwnServer {
  readonly url: string;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** On the same data, at the same address. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}

export function startOwnServer(settings?: Readonly<Record<string, string>>): Promise<OwnServer>;
