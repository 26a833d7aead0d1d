import type { Test } from 'supertest';

/** Sends a request and gives back the bytes of the answer, whatever its content type. */
export async function bytesOf(request: Test): Promise<Buffer> {
  const { body } = await request.buffer(true).parse((response, done) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => done(null, Buffer.concat(chunks)));
  });
  return body as Buffer;
}
