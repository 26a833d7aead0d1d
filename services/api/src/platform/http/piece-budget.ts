import type { Response } from 'express';
import { AppError } from '../../kernel/app-error.js';

/** Pieces a body may always come in. */
const PIECES = 1_000;
/** Beyond those, every piece must have brought so many bytes on average; networks cut no finer than several hundred. */
const BYTES_A_PIECE = 64;

/**
 * Counts the pieces in which a body arrives. Each costs time and some 200 bytes of its own, however little it holds: a
 * body sent byte by byte would take far more memory than its size says.
 */
export class PieceBudget {
  private pieces = 0;
  private bytes = 0;

  /** Whether one more piece of so many bytes is within reason. */
  admits(bytes: number): boolean {
    this.pieces += 1;
    this.bytes += bytes;
    return this.pieces <= PIECES + this.bytes / BYTES_A_PIECE;
  }
}

/** The refusal of a body that went over its budget; the rest of it is not waited for. */
export function tooManyPieces(response: Response): AppError {
  response.setHeader('Connection', 'close');
  return new AppError('request.malformed', 'The body comes in too many tiny pieces. Send it in larger ones.');
}
