export interface EmbeddedPostgres {
  /** The owner of the database bpmn_studio; no superuser. */
  readonly ownerUrl: string;
  /** A superuser, connected to the database postgres. */
  readonly adminUrl: string;
  readonly port: number;
  /** The server's process; another after a restart. */
  pid(): number;
  stop(): Promise<void>;
}

export function startEmbeddedPostgres(options: {
  dataDir: string;
  durable?: boolean;
  passing?: boolean;
  restart?: boolean;
  say?: (line: string) => void;
}): Promise<EmbeddedPostgres>;
