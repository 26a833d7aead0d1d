import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIP, isIPv4 } from 'node:net';

/**
 * A certificate that signs itself, for the first start of a gateway that was given none, and for tests: X.509 v3 (RFC 5280)
 * on P-256. node:crypto reads certificates and makes none, and a slim image has no openssl.
 */

const DAY_MS = 86_400_000;

/**
 * @param {readonly string[]} names host names and IP addresses it is good for; the first is its subject
 * @param {{ days?: number, now?: Date }} [options] days it is good for, from `now` on
 * @returns {{ certificate: string, key: string }} both as PEM
 */
export function selfSignedCertificate(names, { days = 825, now = new Date() } = {}) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const body = sequence(
    tagged(0, integer(Buffer.of(2))), // version 3
    integer(Buffer.concat([Buffer.of(0x4d), randomBytes(15)])), // positive, 127 bits
    ECDSA_WITH_SHA256,
    name(names[0]),
    sequence(time(new Date(now.getTime() - DAY_MS)), time(new Date(now.getTime() + days * DAY_MS))), // clocks differ
    name(names[0]),
    spki,
    tagged(3, sequence(
      extension('2.5.29.17', sequence(...names.map(alternativeName))),
      extension('2.5.29.19', sequence(), true), // no authority
      extension('2.5.29.15', Buffer.from([0x03, 0x02, 0x07, 0x80]), true), // digitalSignature
      extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))), // serverAuth
      extension('2.5.29.14', element(0x04, createHash('sha1').update(spki).digest())),
    )),
  );
  const signature = sign('sha256', body, privateKey);
  const der = sequence(body, ECDSA_WITH_SHA256, element(0x03, Buffer.concat([Buffer.of(0), signature])));
  return { certificate: pem('CERTIFICATE', der), key: privateKey.export({ type: 'pkcs8', format: 'pem' }) };
}

// --- DER (X.690): a tag, a length, what is in it ---

function element(tag, ...parts) {
  const content = Buffer.concat(parts);
  const size = content.length < 0x80 ? [content.length] : content.length < 0x100 ? [0x81, content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

function sequence(...parts) {
  return element(0x30, ...parts);
}

function tagged(number, content) {
  return element(0xa0 | number, content);
}

function integer(bytes) {
  return element(0x02, bytes);
}

function oid(dotted) {
  const [first, second, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(number) {
  const groups = [number & 0x7f];
  for (let left = number >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
  return groups;
}

function name(commonName) {
  return sequence(element(0x31, sequence(oid('2.5.4.3'), element(0x0c, Buffer.from(commonName.slice(0, 64))))));
}

function alternativeName(text) {
  return isIP(text) === 0 ? element(0x82, Buffer.from(text, 'ascii')) : element(0x87, addressBytes(text));
}

function addressBytes(text) {
  if (isIPv4(text)) return Buffer.from(text.split('.').map(Number));
  const [head, tail = ''] = text.split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const groups = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/** UTCTime: two digits of the year, enough until 2049. */
function time(date) {
  return element(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replaceAll(/[-T:]/g, '')}Z`));
}

function extension(id, value, critical = false) {
  return sequence(oid(id), ...(critical ? [Buffer.from([0x01, 0x01, 0xff])] : []), element(0x04, value));
}

function pem(label, der) {
  return `-----BEGIN ${label}-----\n${der.toString('base64').replaceAll(/(.{64})/g, '$1\n').trimEnd()}\n-----END ${label}-----\n`;
}

const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));
