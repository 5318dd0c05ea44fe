import { connect } from 'node:net';
import { inject } from 'vitest';

export type Sent = { status: number; headers: string; text: string; isTimedOut: boolean };

type Given = {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  patienceMs: number;
};

/** Sends a request that no browser or client library would send, unchecked and unchanged. */
export async function sendRaw({ method = 'GET', path, headers = {}, body = '', patienceMs }: Given): Promise<Sent> {
  const { hostname, port, host } = new URL(inject('instanceAddress'));
  const sized =
    body.length > 0 && !('transfer-encoding' in headers) ? { 'content-length': String(Buffer.byteLength(body)) } : {};
  const lines = Object.entries({ host, connection: 'close', ...sized, ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return await new Promise((done) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname);
    const finish = (isTimedOut: boolean) => {
      clearTimeout(patience);
      socket.destroy();
      const whole = Buffer.concat(chunks).toString('latin1');
      const [head = '', ...rest] = whole.split('\r\n\r\n');
      done({
        status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0),
        headers: head,
        text: rest.join('\r\n\r\n'),
        isTimedOut,
      });
    };
    const patience = setTimeout(() => finish(true), patienceMs);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', () => finish(false));
    // The server closed the connection while we were sending; what it answered before counts.
    socket.on('error', () => {});
    socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    socket.write(body);
  });
}
