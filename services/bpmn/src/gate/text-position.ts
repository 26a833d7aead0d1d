import type { TextPosition } from './bpmn-gate-error.js';

/** Line and column (both from 1) of an index into a text. CR LF and a lone CR end a line as LF does (XML 1.0, 2.11). */
export function positionAt(text: string, index: number): TextPosition {
  let line = 1;
  let lineStart = 0;
  for (let i = 0; i < index && i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x0a || (code === 0x0d && text.charCodeAt(i + 1) !== 0x0a)) {
      line++;
      lineStart = i + 1;
    }
  }
  return { line, column: Math.max(0, index - lineStart) + 1 };
}
