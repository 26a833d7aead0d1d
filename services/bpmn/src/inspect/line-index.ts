import type { TextPosition } from '../gate/bpmn-gate-error.js';

/** Line and column of many places of one text, as positionAt gives them, without reading the text again for each. */
export class LineIndex {
  private readonly starts = [0];

  constructor(text: string) {
    const ends = /\r\n?|\n/g;
    while (ends.exec(text)) this.starts.push(ends.lastIndex);
  }

  at(index: number): TextPosition {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: index - this.starts[low]! + 1 };
  }
}
