import { createHash } from 'node:crypto';
import { makeTid } from '#lib/networks/bluesky/tid.ts';

export type StoredRecord = { uri: string; cid: string; did: string; value: Record<string, unknown>; indexedAt: string };
export type Account = { did: string; handle: string; displayName: string };
export type ChatEntry = { id: string; rev: string; text?: string; did: string; sentAt: string };

/** What is on the stand-in's network: accounts, their records, and one conversation for each pair. */
export class World {
  readonly brand: Account = { did: didOf('brand'), handle: 'brand.test', displayName: 'Brioche & Cie' };
  readonly accounts = new Map<string, Account>([[this.brand.did, this.brand]]);
  readonly records = new Map<string, StoredRecord>();
  readonly muted = new Set<string>();
  /** Accounts that are blocked, or have blocked the brand: their posts are missing from every answer. */
  readonly unseen = new Set<string>();
  readonly blobs = new Map<string, number>();
  readonly convos = new Map<string, { id: string; did: string; messages: ChatEntry[]; readUpTo?: string }>();
  readonly log: { type: 'create' | 'delete'; convoId: string; message: ChatEntry }[] = [];
  #clock = 0;

  account(name: string): Account {
    const did = didOf(name);
    const held = this.accounts.get(did) ?? { did, handle: `${name}.test`, displayName: name };
    this.accounts.set(did, held);
    return held;
  }

  /** Later with every call, and never in the future. `agoMs` gives a past time. */
  time(agoMs = 0): string {
    this.#clock = Math.max(this.#clock + 1, Date.now() - 60 * 60_000);
    return new Date(this.#clock - agoMs).toISOString();
  }

  /** Writes a record; `indexedAgoMs` puts it that far back in every list. */
  put(
    did: string,
    collection: string,
    value: Record<string, unknown>,
    given: { rkey?: string; indexedAgoMs?: number } = {},
  ) {
    const uri = `at://${did}/${collection}/${given.rkey ?? makeTid()}`;
    const indexedAt = this.records.get(uri)?.indexedAt ?? this.time(given.indexedAgoMs);
    const record = { uri, cid: cidOf({ uri, value }), did, value, indexedAt };
    this.records.set(uri, record);
    return record;
  }

  post(
    did: string,
    text: string,
    given: { parent?: string; quote?: string; mention?: boolean; indexedAgoMs?: number } = {},
  ) {
    const refOf = (uri: string) => ({ uri, cid: this.#get(uri).cid });
    const parent = given.parent === undefined ? undefined : this.#get(given.parent);
    const root = (parent?.value.reply as { root: { uri: string; cid: string } } | undefined)?.root; // as this class wrote it
    return this.put(
      did,
      'app.bsky.feed.post',
      {
        $type: 'app.bsky.feed.post',
        text,
        createdAt: this.time(),
        ...(parent && { reply: { root: root ?? refOf(parent.uri), parent: refOf(parent.uri) } }),
        ...(given.quote && { embed: { $type: 'app.bsky.embed.record', record: refOf(given.quote) } }),
        ...(given.mention && { facets: [mentionOf(this.brand.did)] }),
      },
      given,
    );
  }

  edit(uri: string, text: string): void {
    const held = this.#get(uri);
    const value = { ...held.value, text };
    this.records.set(uri, { ...held, value, cid: cidOf({ uri, value }) });
  }

  say(name: string, text: string, did = this.account(name).did): ChatEntry {
    const convoId = `convo-${name}`;
    const convo = this.convos.get(convoId) ?? { id: convoId, did: this.account(name).did, messages: [] };
    this.convos.set(convoId, convo);
    const message = { id: makeTid(), rev: makeTid(), text, did, sentAt: new Date().toISOString() };
    convo.messages.push(message);
    this.log.push({ type: 'create', convoId, message });
    return message;
  }

  unsay(name: string, id: string): void {
    const convo = this.convos.get(`convo-${name}`);
    const message = convo?.messages.find((entry) => entry.id === id);
    if (!convo || !message) throw new Error(`${name} has said nothing of the kind`);
    delete message.text;
    this.log.push({ type: 'delete', convoId: convo.id, message });
  }

  posts(): StoredRecord[] {
    return [...this.records.values()].filter(({ uri }) => uri.includes('/app.bsky.feed.post/'));
  }

  #get(uri: string): StoredRecord {
    const record = this.records.get(uri);
    if (!record) throw new Error(`${uri} is not on the network`);
    return record;
  }
}

function mentionOf(did: string) {
  return { index: { byteStart: 0, byteEnd: 1 }, features: [{ $type: 'app.bsky.richtext.facet#mention', did }] };
}

function didOf(name: string): string {
  const hash = createHash('sha256').update(name).digest();
  return `did:plc:${base32(hash).slice(0, 24)}`;
}

/** A CID of version 1 over the JSON: well-formed, and different when the content is. */
export function cidOf(content: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(content)).digest();
  return `b${base32(Buffer.concat([Buffer.from([0x01, 0x71, 0x12, 0x20]), hash]))}`;
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

function base32(bytes: Buffer): string {
  let [text, held, bits] = ['', 0, 0];
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET.charAt((held >> (bits - 5)) & 31);
  }
  return bits > 0 ? text + ALPHABET.charAt((held << (5 - bits)) & 31) : text;
}
