import TextRenderer from 'bpmn-js/lib/draw/TextRenderer';
import { LONGEST_LABEL, shortened } from './shortened.js';

/** Lays out labels as bpmn-js does, but not more of one than anybody reads: it measures word by word, and a book would take minutes. */
export class ShortLabels extends TextRenderer {
  constructor(...given: ConstructorParameters<typeof TextRenderer>) {
    super(...given);
    const { createText, getDimensions, getExternalLabelBounds, getTextAnnotationBounds } = this;
    this.createText = (text, ...more) => createText(short(text), ...more);
    this.getDimensions = (text, ...more) => getDimensions(short(text), ...more);
    this.getExternalLabelBounds = (bounds, text) => getExternalLabelBounds(bounds, short(text));
    this.getTextAnnotationBounds = (bounds, text) => getTextAnnotationBounds(bounds, short(text));
  }
}

/** The canvas may have no text at all for something without a name. */
const short = (text: string | undefined): string => shortened(text ?? '', LONGEST_LABEL);
