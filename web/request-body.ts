import { IncomingMessage } from 'node:http';

/** The largest body that is read before Next sees the request, in bytes. */
const WHOLE_LIMIT = 1024 * 1024;

/**
 * Reads a body up to a limit. With events, since ending an iteration early would close the connection before the answer
 * is sent.
 */
export async function collectBody(request: IncomingMessage, limit: number): Promise<Buffer | 'too_large' | 'gone'> {
  const chunks: Buffer[] = [];
  let size = 0;
  return await new Promise((done) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size <= limit) return void chunks.push(chunk);
      request.pause();
      done('too_large');
    });
    request.once('end', () => done(Buffer.concat(chunks)));
    request.once('error', () => done('gone'));
    request.once('close', () => done('gone'));
  });
}

/**
 * The request with its body read, or null when the client went away before it had sent all of it. Next answers 500 to a
 * request whose connection closes while it begins to read the body, as a browser's does that leaves the page. Larger
 * bodies, and those whose length is not declared, are passed on as they come.
 */
export async function withWholeBody(request: IncomingMessage): Promise<IncomingMessage | null> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (request.headers.expect !== undefined || !(declared > 0 && declared <= WHOLE_LIMIT)) return request;
  const body = await collectBody(request, declared);
  return Buffer.isBuffer(body) ? withBody(request, body) : null;
}

/** The same request, whose body can be read again. */
export function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const again = new IncomingMessage(request.socket);
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  Object.assign(again, { method, url, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor, complete: true });
  again.headers = headers;
  again.push(body);
  again.push(null);
  return again;
}
