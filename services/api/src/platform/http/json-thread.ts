// Runs on a thread of its own. What it imports of this folder ends in .ts, which tsc rewrites: tests run this very source.
import { parseJson, type ParsedJson } from './parse-json.ts';

export interface JsonTask {
  readonly work: 'parse json';
  readonly bytes: Uint8Array;
}

export default function parse({ bytes }: JsonTask): ParsedJson {
  return parseJson(bytes);
}
