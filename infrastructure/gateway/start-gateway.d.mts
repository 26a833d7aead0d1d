export interface GatewayOptions {
  /** Where the replicas listen, such as http://127.0.0.1:40123. */
  readonly upstreams: readonly string[];
  /** Limits of one address; without them, some that nobody runs into. */
  readonly requestsPerSecond?: number;
  readonly burst?: number;
}

export interface Gateway {
  /** https://localhost:<port> */
  readonly origin: string;
  /** http://localhost:<port>, which sends everybody to https. */
  readonly httpOrigin: string;
  /** Of https. */
  readonly port: number;
  /** The certificate that signs itself: what a client has to trust. */
  readonly certificate: string;
  /** The access log so far, a parsed line each. */
  log(): Record<string, unknown>[];
  stop(): Promise<void>;
}

/** The nginx of this machine; undefined: there is none, and what needs it is skipped. */
export const NGINX: string | undefined;

/** Starts the product's gateway, from its own template, before replicas on this machine; NGINX must be there. */
export function startGateway(options: GatewayOptions): Promise<Gateway>;
