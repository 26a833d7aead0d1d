import { declaredEncoding } from '../gate/decode-bpmn.js';
import type { XmlElement } from '../xml/xml-tree.js';
import { quoted } from './quote-text.js';
import type { RemarkList } from './remark-list.js';

/** Remarks on how the bytes of a file became text. @param encoding the one it was read in, in lower case */
export function checkReading(text: string, encoding: string, root: XmlElement, remarks: RemarkList): void {
  const declared = declaredEncoding(text);
  if (declared !== undefined && !isSame(declared, encoding)) {
    remarks.add('wrong_encoding', root, `The file says it is written in ${quoted(declared)}, but it is ${encoding.toUpperCase()}. It was read as that.`, 0);
  } else if (encoding !== 'utf-8') {
    remarks.add('other_encoding', root, `The file is written in ${encoding.toUpperCase()}. It was read as that; once you edit it, it is saved as UTF-8.`, 0);
  }
  if (text.charCodeAt(0) === 0xfeff) remarks.add('byte_order_mark', root, 'The file begins with a byte order mark. It is kept.', 0);
}

function isSame(declared: string, encoding: string): boolean {
  const label = (name: string) => {
    try {
      return new TextDecoder(name).encoding;
    } catch {
      return name.toLowerCase();
    }
  };
  // "UTF-16" leaves the order of the bytes open, and ASCII is a part of UTF-8.
  if (/^utf-?16$/i.test(declared)) return encoding.startsWith('utf-16');
  if (/^(us-)?ascii$/i.test(declared)) return encoding === 'utf-8';
  return label(declared) === label(encoding);
}
