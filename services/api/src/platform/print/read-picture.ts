/** An element of a picture. Texts stand in `text`, which only elements without children have. */
export interface Mark {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Mark[];
  text: string;
}

const TOKEN = /<(\/?)([a-z]+)((?: [\w-]+="[^"]*")*)(\/?)>|([^<]+)/gy;
const ATTRIBUTE = / ([\w-]+)="([^"]*)"/g;
const REFERENCES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/**
 * Reads an SVG as services/bpmn writes it: elements, quoted attributes, texts, five references, and nothing else.
 * @throws Error at anything else, which is a fault of ours
 */
export function readPicture(svg: string): Mark {
  const root: Mark = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let at = 0;
  for (const [token, closing, name = '', attributes = '', empty, text] of svg.matchAll(TOKEN)) {
    at += token.length;
    if (text !== undefined) open.at(-1)!.text += plain(text);
    else if (closing) open.pop();
    else {
      const mark: Mark = { name, attributes: readAttributes(attributes), children: [], text: '' };
      open.at(-1)!.children.push(mark);
      if (!empty) open.push(mark);
    }
  }
  const [picture] = root.children;
  if (at !== svg.length || open.length !== 1 || picture === undefined) throw new Error(`A picture cannot be read from its character ${at} on`);
  return picture;
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name, value] of text.matchAll(ATTRIBUTE)) attributes[name!] = plain(value!);
  return attributes;
}

function plain(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (reference) => REFERENCES[reference]!);
}
