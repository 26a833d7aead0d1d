export interface HostileFile {
  readonly name: string;
  readonly attacks: string;
  /** 'in', or the reason the gate refuses it with. */
  readonly expected: string;
  readonly bytes: () => Buffer;
}

export const CORPUS: readonly HostileFile[];
export const PLAIN: string;
