import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { currentKeyId, seal, unseal } from '#lib/crypto/seal.ts';
import { inUserTables, userTables } from '#lib/db/user-tables.ts';
import { env } from '#lib/env.ts';

const BOUND_TO = 'push key';
/** How long a signature holds, in seconds; a day at most. Source: RFC 8292, 2. */
const SIGNED_SECONDS = 12 * 3_600;

/** @property publicKey the point, uncompressed, in base64url: what a browser subscribes with */
export type PushKey = { publicKey: string; privateKey: { kty: 'EC'; crv: 'P-256'; x: string; y: string; d: string } };

/**
 * The key with which this installation signs its push messages (VAPID). It is made on first use; of processes that make one at
 * once, the first one's is kept. It stays for good: browsers are subscribed to it.
 * @throws Error when it is sealed with a secret that is not among `PARVIS_OLD_SECRETS`
 */
export async function readPushKey(): Promise<PushKey> {
  const row = (await userTables().pushKey.findUnique({ where: { id: 1 } })) ?? (await makePushKey());
  return { publicKey: row.publicKey, privateKey: unseal(row, BOUND_TO) as PushKey['privateKey'] };
}

async function makePushKey() {
  const { x, y, d } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  if (!x || !y || !d) throw new Error('Node made a key without coordinates');
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  const made = seal({ kty: 'EC', crv: 'P-256', x, y, d }, BOUND_TO);
  await userTables().pushKey.createMany({
    data: [{ publicKey: point.toString('base64url'), ...made }],
    skipDuplicates: true,
  });
  return await userTables().pushKey.findUniqueOrThrow({ where: { id: 1 } });
}

/** Encrypts the key again, if an earlier secret encrypted it. @returns how many: 0 or 1 */
export async function reencryptPushKey(): Promise<number> {
  return await inUserTables(async (tx) => {
    const due = await tx.pushKey.findMany({ where: { keyId: { not: currentKeyId() } } });
    for (const row of due) {
      await tx.pushKey.updateMany({
        where: { id: row.id, keyId: row.keyId },
        data: seal(unseal(row, BOUND_TO), BOUND_TO),
      });
    }
    return due.length;
  });
}

/** Tells a push service who we are, for one of its addresses (RFC 8292): the value of `Authorization`. */
export function vapidHeader({ publicKey, privateKey }: PushKey, endpoint: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    aud: new URL(endpoint).origin,
    exp: Math.floor(Date.now() / 1000) + SIGNED_SECONDS,
    sub: contactAddress(),
  };
  const text = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`;
  const key = createPrivateKey({ key: privateKey, format: 'jwk' });
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  return `vapid t=${text}.${signature}, k=${publicKey}`;
}

/** Whom a push service writes to when our messages cause trouble there. */
function contactAddress(): string {
  const { PUBLIC_URL, MAIL_FROM } = env();
  if (PUBLIC_URL?.startsWith('https:')) return new URL(PUBLIC_URL).origin;
  return `mailto:${/<([^>]+)>/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM}`;
}
