import fc from 'fast-check';
import { itemKinds } from '#lib/networks/contract.ts';

/** Strings as an attacker writes them: lone surrogates, NUL, reversed text, stacked marks, and very long ones. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '\0',
      '\ud800',
      'a\udc00b\ud83d',
      '\\u0000',
      '\\ud800"',
      '\u202ereversed\u2066',
      '\u0085\u009b[31m',
      '\ufffe\uffff',
      '<img src=x onerror=alert(1)>',
      "'); DROP TABLE message; --",
      '__proto__',
      'constructor',
      '%00%ff',
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('a', '\0', 'e\u0301', '\u0301', '👩‍👩‍👧‍👦', '𝕏', '\ud800')
      .map((one) => one.repeat(70_000 / one.length)),
  },
);

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withNullPrototype: true,
  key: hostileText,
  maxDepth: 2,
  maxKeys: 4,
  values: [fc.boolean(), fc.double(), hostileText, fc.constant(null), fc.constant(undefined)],
});

const moment = fc.oneof(
  fc.date({ noInvalidDate: false }),
  fc.constantFrom(new Date(8.64e15), new Date(-8.64e15), new Date(0), new Date(Number.NaN)),
  fc.integer({ min: 1, max: 1e9 }).map((ago) => new Date(Date.now() - ago)),
);
const address = fc.oneof(
  fc.webUrl(),
  fc.constantFrom('javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//x', 'https://u:p@x.test/', '\0'),
  hostileText,
);
/** Mostly what the contract says, sometimes anything. */
const mostly = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 60, arbitrary }, { weight: 1, arbitrary: hostileText }, { weight: 1, arbitrary: anything });

const id = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h') },
  { weight: 2, arbitrary: fc.uuid() },
  { weight: 1, arbitrary: fc.constantFrom('a\0', 'a b', 'é'.repeat(800), 'x'.repeat(3000)) },
  { weight: 1, arbitrary: hostileText },
);
const author = fc.record(
  {
    externalId: id,
    handle: mostly(hostileText),
    name: mostly(hostileText),
    avatarUrl: mostly(address),
    profileUrl: mostly(address),
  },
  { requiredKeys: ['externalId', 'handle', 'name'] },
);
const attachment = fc.record(
  {
    kind: mostly(fc.constantFrom('image', 'video', 'audio', 'file', 'link')),
    url: mostly(address),
    previewUrl: mostly(address),
    altText: mostly(hostileText),
    mimeType: mostly(hostileText),
    title: mostly(hostileText),
    width: mostly(fc.double()),
    height: mostly(fc.double()),
    isEphemeral: mostly(fc.boolean()),
  },
  { requiredKeys: ['kind', 'url'] },
);
const message = fc.record(
  {
    type: fc.constant('message'),
    externalId: mostly(id),
    kind: mostly(fc.constantFrom(...itemKinds)),
    threadExternalId: mostly(id),
    direction: mostly(fc.constantFrom('inbound', 'outbound')),
    author: mostly(author),
    text: mostly(hostileText),
    createdAt: mostly(moment),
    contactExternalId: mostly(id),
    parentExternalId: mostly(id),
    postExternalId: mostly(id),
    editedAt: mostly(moment),
    url: mostly(address),
    languages: mostly(fc.array(mostly(fc.constantFrom('fr', 'en')), { maxLength: 3 })),
    attachments: mostly(fc.array(mostly(attachment), { maxLength: 3 })),
    reference: mostly(fc.dictionary(hostileText, mostly(hostileText), { maxKeys: 4 })),
    rating: mostly(fc.double()),
    variant: mostly(fc.constantFrom('quote', 'held', 'spam')),
    isPrivate: mostly(fc.constant(true)),
  },
  { requiredKeys: ['type', 'externalId', 'kind', 'threadExternalId', 'direction', 'author', 'text', 'createdAt'] },
);
const post = fc.record(
  {
    externalId: id,
    author: mostly(author),
    isOwn: mostly(fc.boolean()),
    text: mostly(hostileText),
    createdAt: mostly(moment),
    url: mostly(address),
    attachments: mostly(fc.array(mostly(attachment), { maxLength: 3 })),
    counts: mostly(fc.dictionary(fc.constantFrom('replies', 'likes'), mostly(fc.double()))),
    deletedAt: mostly(moment),
    variant: mostly(fc.constantFrom('ad', 'place')),
  },
  { requiredKeys: ['externalId', 'author', 'isOwn', 'text', 'createdAt'] },
);

/** One event as any connector might report it, at its worst. */
export const hostileEvent: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 10, arbitrary: message },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('post'), post: mostly(post) }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('message_deleted'), externalId: mostly(id), deletedAt: mostly(moment) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('message_hidden'), externalId: mostly(id), hidden: mostly(fc.boolean()) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('reply_moderated'),
      externalId: mostly(id),
      state: mostly(fc.constantFrom('pending', 'approved', 'rejected')),
      detail: mostly(hostileText),
    }),
  },
  { weight: 1, arbitrary: anything },
);

export const hostileCursor = anything.filter((value) => isJson(value));

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false; // a connector's cursor is JSON, as its contract says
  }
}
