import { randomBytes } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { clientAddress } from '#lib/http/client-address.ts';

/** Where the rest of the web reads the address that a request comes from; the name is never stored or passed on. */
export const CLIENT_ADDRESS_HEADER = 'x-parvis-client-ip';

/** What only a proxy may say; Next fills in its own where they are absent. */
const PROXY_HEADERS = ['x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto', 'x-forwarded-server'];
const NEVER_READ = ['forwarded', 'x-real-ip', 'x-client-ip'];

/** The web's parts are bundled apart, so what they share stands on the process. */
const shared: typeof globalThis & { parvisAddressProof?: string } = globalThis;

/**
 * Cleans the headers of every request before Next reads them: Next keeps an `x-forwarded-for` that a visitor sent, and
 * would show it to the whole product as the connection's address.
 * @param trustedProxies how many proxies stand in front
 */
export function cleanForwardedHeaders(trustedProxies: number): void {
  if (shared.parvisAddressProof) return;
  const proof = randomBytes(16).toString('hex');
  shared.parvisAddressProof = proof;
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }; // Node's documented message of this channel
    const { headers } = request;
    const address = clientAddress({
      peer: request.socket.remoteAddress,
      forwardedFor: headers['x-forwarded-for']?.toString(),
      trustedProxies,
    });
    drop(headers, trustedProxies > 0 ? NEVER_READ : [...NEVER_READ, ...PROXY_HEADERS]);
    headers['x-forwarded-for'] = address;
    headers[CLIENT_ADDRESS_HEADER] = `${proof} ${address}`;
  });
}

/**
 * The address that a request comes from; null for one that was not cleaned: it arrived while the web was starting, so
 * its headers are whatever the visitor wrote.
 */
export function readClientAddress(headers: Headers): string | null {
  const [proof, address] = headers.get(CLIENT_ADDRESS_HEADER)?.split(' ') ?? [];
  return address && proof === shared.parvisAddressProof ? address : null;
}

function drop(headers: IncomingHttpHeaders, names: readonly string[]): void {
  for (const name of names) delete headers[name];
}
