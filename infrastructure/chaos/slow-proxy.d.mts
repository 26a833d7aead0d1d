export interface SlowProxy {
  readonly port: number;
  stall(): void;
  slow(ms: number): void;
  pass(): void;
  close(): Promise<void>;
}
export function slowProxy(target: { readonly host?: string; readonly port: number }, at?: number): Promise<SlowProxy>;
