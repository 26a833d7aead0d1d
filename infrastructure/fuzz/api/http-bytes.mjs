import { connect } from 'node:net';
import { brotliDecompressSync, inflateSync, unzipSync } from 'node:zlib';

/**
 * A request as it goes over the line. Everything is written as it stands, so that it may be broken; one request a connection.
 * @typedef {{ method: string, target: string, version: string, headers: [string, string][], body?: Buffer, hangsUp?: boolean }} Bytes
 *   target and header values: one byte a character; hangsUp: after a moment nothing more comes, though more may be waited for
 * @typedef {{ status: number, headers: [string, string][], body: Buffer }} Answered
 */

/** Longer than the product works on any one request of a fuzzer. */
const PATIENCE_MS = 30_000;
/** Long enough for an answer to what is whole. */
const MOMENT_MS = 250;
/** More of an answer is not kept. */
const LONGEST_ANSWER = 64 * 1024 * 1024;

/** @param {Bytes} request */
export function bytesOf({ method, target, version, headers, body }) {
  const head = `${method} ${target} ${version}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body ?? Buffer.alloc(0)]);
}

/**
 * Sends a request and reads the answer.
 * @param {string} origin
 * @param {Bytes} request
 * @returns {Promise<Answered | { none: string }>} none: why there is no whole answer
 */
export function exchange(origin, request) {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve) => {
    const pieces = [];
    let size = 0;
    let why = 'hung up';
    const socket = connect(Number(port) || 80, hostname.replace(/^\[|\]$/g, ''));
    socket.setTimeout(PATIENCE_MS, () => {
      why = `nothing for ${PATIENCE_MS / 1000} s`;
      socket.destroy();
    });
    socket.on('data', (piece) => {
      size += piece.length;
      if (size <= LONGEST_ANSWER) pieces.push(piece);
      else socket.destroy();
    });
    socket.on('error', (error) => (why = error.code ?? error.message));
    socket.on('close', () => resolve(readAnswer(Buffer.concat(pieces), request.method) ?? { none: why }));
    socket.write(bytesOf(request));
    if (request.hangsUp) setTimeout(() => socket.end(), MOMENT_MS);
  });
}

/** The last answer in what came (1xx come before it), unpacked; undefined when it is not whole. */
function readAnswer(bytes, method) {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [line, ...rest] = bytes.toString('latin1', 0, end).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(line)?.[1]);
  if (Number.isNaN(status)) return undefined;
  if (status >= 100 && status < 200) return readAnswer(bytes.subarray(end + 4), method);
  const headers = rest.map((one) => [one.slice(0, one.indexOf(':')).toLowerCase(), one.slice(one.indexOf(':') + 1).trim()]);
  const answer = { status, headers, body: Buffer.alloc(0) };
  if (method === 'HEAD' || status === 204 || status === 304) return answer;
  const sent = bytes.subarray(end + 4);
  const length = headerOf(answer, 'content-length');
  const body = headerOf(answer, 'transfer-encoding') === 'chunked' ? dechunked(sent) : length === undefined || sent.length >= Number(length) ? sent.subarray(0, length === undefined ? undefined : Number(length)) : undefined;
  return body === undefined ? undefined : { ...answer, body: unpacked(body, headerOf(answer, 'content-encoding')) };
}

function dechunked(bytes) {
  const pieces = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.toString('latin1', at, end), 16);
    if (end < 0 || Number.isNaN(size) || bytes.length < end + 2 + size) return undefined;
    if (size === 0) return Buffer.concat(pieces);
    pieces.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 4 + size;
  }
}

function unpacked(body, encoding) {
  if (encoding === 'br') return brotliDecompressSync(body);
  if (encoding === 'gzip') return unzipSync(body);
  return encoding === 'deflate' ? inflateSync(body) : body;
}

/** @param {{ headers: [string, string][] }} answer @param {string} name in small letters */
export function headerOf(answer, name) {
  return answer.headers.find(([one]) => one === name)?.[1];
}

/** The request as a command for a shell; as bytes for nc where curl would mend what is broken in it. */
export function asCommand(origin, request) {
  const { hostname, port } = new URL(origin);
  const { method, target, version, headers, body } = request;
  const curls = version === 'HTTP/1.1' && /^[A-Z]+$/.test(method) && /^\/[\x21-\x7e]*$/.test(target) && new Set(headers.map(([name]) => name.toLowerCase())).size === headers.length && !request.hangsUp;
  if (!curls) return `echo ${bytesOf(request).subarray(0, 20_000).toString('base64')} | base64 -d | nc -q 5 ${hostname} ${port}`;
  const words = headers.filter(([name]) => !/^(host|connection|content-length)$/i.test(name)).map(([name, value]) => `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`);
  const sent = body === undefined ? '' : ' --data-binary @-';
  const given = body === undefined ? '' : `echo ${body.subarray(0, 20_000).toString('base64')} | base64 -d | `;
  const verb = method === 'HEAD' ? '-I' : `-i -X ${method}`;
  return `${given}curl -sS --globoff --path-as-is ${verb} ${words.join(' ')}${sent} ${quoted(origin + target)}`;
}

function quoted(text) {
  return /^[\x20-\x7e]*$/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `$'${text.replaceAll(/[^\x20-\x7e]|['\\]/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`)}'`;
}
