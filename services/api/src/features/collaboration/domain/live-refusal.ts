import { LIVE_CODES, type LiveCode } from '@bpmn-studio/contracts';

/** Why a socket is closed: with a code of the closed list. The message is for our log, and quotes nothing of a document. */
export class LiveRefusal extends Error {
  override readonly name = 'LiveRefusal';

  constructor(
    readonly code: LiveCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get reason(): string {
    return LIVE_CODES[this.code].reason;
  }
}
