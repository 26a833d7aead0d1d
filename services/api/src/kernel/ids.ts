/** New identifiers. Tests hand in a counted sequence. */
export abstract class Ids {
  /** A UUID (RFC 9562), lower case. */
  abstract uuid(): string;
}

export class RandomIds extends Ids {
  uuid(): string {
    return globalThis.crypto.randomUUID();
  }
}
