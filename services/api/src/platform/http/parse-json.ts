import { isUtf8 } from 'node:buffer';
import { membersWritten } from './members-written.ts';

/** What bytes say as JSON, or in words for a person why they are refused. As data: errors do not keep their class on the way between threads. */
export type ParsedJson = { readonly value: unknown } | { readonly refused: string };

/** Levels of nesting; the deepest body of the contract has one. */
const DEPTH_LIMIT = 16;
/** Members and items in all; the largest body of the contract, a merge, has 1,000 choices and three beside them. */
const MEMBER_LIMIT = 1_010;

/** Reads bytes as JSON in UTF-8, of bounded depth and size, in which no object has two members of one name. */
export function parseJson(bytes: Uint8Array): ParsedJson {
  if (!isUtf8(bytes)) return { refused: 'The body is not UTF-8.' };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { refused: 'The body is not JSON.' };
  }
  const size = sizeOf(value);
  if ('refused' in size) return size;
  // Who reads the first of the two sees another request than who reads the last (RFC 8259 4).
  if (membersWritten(text) > size.members) return { refused: 'An object of the body has two members of one name.' };
  return { value };
}

/** The members of all objects. */
function sizeOf(body: unknown): { readonly members: number } | { readonly refused: string } {
  let all = 0;
  let members = 0;
  let refused: string | undefined;
  const visit = (value: unknown, levels: number): void => {
    if (typeof value !== 'object' || value === null) return;
    if (levels === 0) {
      refused = `The body is nested deeper than ${DEPTH_LIMIT} levels.`;
      return;
    }
    const inner = Object.values(value);
    all += inner.length;
    if (!Array.isArray(value)) members += inner.length;
    if (all > MEMBER_LIMIT) refused ??= `The body has more than ${MEMBER_LIMIT} members.`;
    for (const one of inner) if (refused === undefined) visit(one, levels - 1);
  };
  visit(body, DEPTH_LIMIT);
  return refused === undefined ? { members } : { refused };
}
