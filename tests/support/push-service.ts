import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  randomUUID,
  verify,
} from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { GivenSubscription, PushMessage } from '#lib/push/types.ts';

const DAY_SECONDS = 24 * 3_600;
/** Source: RFC 8030, 5.3. */
const URGENCIES = ['very-low', 'low', 'normal', 'high'];

export type ReceivedPush = { message: PushMessage; headers: IncomingHttpHeaders };
type Browser = { pair: ECDH; auth: Buffer; received: ReceivedPush[]; isGone: boolean };

/**
 * A push service on this machine, with its browsers. It refuses whatever the standards do not allow (RFC 8030, 8188, 8291, 8292),
 * and opens each message with the browser's own key.
 * @param firstKey the key with which browsers are subscribed; only messages signed with it are taken
 */
export async function startPushService(firstKey = '') {
  let serverKey = firstKey;
  const browsers = new Map<string, Browser>();
  const refused: string[] = [];
  const answers: { status: number; headers: Record<string, string> }[] = [];
  let gate: Promise<void> | null = null;
  let origin = '';
  const server = createServer((request, response) => {
    void (async () => {
      const body = await bodyOf(request);
      await gate;
      const browser = browsers.get(request.url ?? '');
      if (!browser || browser.isGone) return response.writeHead(browser ? 410 : 404).end();
      const planned = answers.shift();
      if (planned) return response.writeHead(planned.status, planned.headers).end();
      try {
        checkHeaders(request, { serverKey, origin });
        const message = JSON.parse(decrypt(body, browser).toString('utf8')) as PushMessage;
        browser.received.push({ message, headers: request.headers });
        response.writeHead(201, { location: `${origin}/message/${randomUUID()}` }).end();
      } catch (error) {
        refused.push(String(error));
        response.writeHead(400).end();
      }
    })();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the push service has no port');
  origin = `http://127.0.0.1:${address.port}`;
  return {
    /** What was not up to the standards; a test expects nothing here. */
    refused,
    /** A browser that asks for messages. */
    aBrowser: () => {
      const pair = createECDH('prime256v1');
      const browser: Browser = { pair, auth: randomBytes(16), received: [], isGone: false };
      const path = `/push/${randomUUID()}`;
      browsers.set(path, browser);
      const subscription: GivenSubscription = {
        endpoint: origin + path,
        p256dh: pair.generateKeys('base64url'),
        auth: browser.auth.toString('base64url'),
      };
      return { subscription, received: browser.received, end: () => void (browser.isGone = true) };
    },
    /** From now on browsers are subscribed with this key. */
    trust: (key: string) => void (serverKey = key),
    /** Answers the next message with this instead of taking it. */
    answerNext: (status: number, headers: Record<string, string> = {}) => void answers.push({ status, headers }),
    /** Messages wait for an answer until this is released. */
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return () => resolve();
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((done) => server.close(() => done()));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function need(isFit: boolean, what: string): asserts isFit {
  if (!isFit) throw new Error(what);
}

function checkHeaders({ method, headers }: IncomingMessage, at: { serverKey: string; origin: string }): void {
  need(method === 'POST', 'a message is posted');
  need(/^\d+$/.test(String(headers['ttl'])), 'a message needs a TTL (RFC 8030, 5.2)');
  need(URGENCIES.includes(String(headers['urgency'] ?? 'normal')), 'an unknown urgency');
  const { topic } = headers;
  need(topic === undefined || /^[\w-]{1,32}$/.test(String(topic)), 'a topic has 32 characters at most (RFC 8030, 5.4)');
  need(headers['content-encoding'] === 'aes128gcm', 'another encoding than RFC 8291, 4');
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
  need(key === at.serverKey, 'signed with another key than the one of the subscription (RFC 8292, 4.2)');
  const [head = '', claims = '', signature = ''] = token.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
  need(read(head)['alg'] === 'ES256', 'another algorithm than ES256 (RFC 8292, 2)');
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  const isSigned = verify(
    'sha256',
    signed,
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  need(isSigned, 'the signature is wrong');
  const { aud, exp, sub } = read(claims);
  need(aud === at.origin, 'signed for another service (RFC 8292, 2)');
  const left = Number(exp) - Date.now() / 1000;
  need(left > 0 && left <= DAY_SECONDS, 'a signature holds a day at most (RFC 8292, 2)');
  need(/^(mailto:|https:)/.test(String(sub)), 'nobody to write to (RFC 8292, 2.1)');
}

/** Opens one record (RFC 8188, 2), with the keys of RFC 8291, 3.4. */
function decrypt(body: Buffer, { pair, auth }: Browser): Buffer {
  const salt = body.subarray(0, 16);
  const size = body.readUInt32BE(16);
  const sender = body.subarray(21, 21 + body.readUInt8(20));
  const record = body.subarray(21 + sender.length);
  need(sender.length === 65, 'the sender has no key');
  need(size >= 18 && record.length <= size, 'more than one record (RFC 8291, 4)');
  need(body.length <= 4096, 'more than a push service has to take (RFC 8030, 7.2)');
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), sender]);
  const secret = Buffer.from(hkdfSync('sha256', pair.computeSecret(sender), auth, info, 32));
  const derive = (name: string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, `Content-Encoding: ${name}\0`, length));
  const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
  decipher.setAuthTag(record.subarray(-16));
  const plain = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  const end = plain.findLastIndex((byte) => byte !== 0);
  need(plain[end] === 2, 'the last record does not end as one');
  return plain.subarray(0, end);
}
