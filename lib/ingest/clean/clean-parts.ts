import { webAddress } from '#lib/http/web-address.ts';
import { languageTag } from '#lib/language/language-tag.ts';
import type { InboundAttachment, InboundAuthor } from '#lib/networks/contract.ts';
import { label } from '#lib/text/label.ts';
import { isStorable, storable } from '#lib/text/storable.ts';
import { cleanCount, cleanId, cleanShort, isObject } from './fields.ts';
import { Rejection } from './rejection.ts';

/** Limits of a message's other parts, in UTF-16 units or in number. */
const ALT_TEXT = 4096;
const TITLE = 500;
const MIME_TYPE = 200;
const ATTACHMENTS = 50;
const REFERENCE_NAME = 100;
const REFERENCE_VALUE = 8192;
const REFERENCES = 50;
const LANGUAGES = 5;
const attachmentKinds = ['image', 'video', 'audio', 'file', 'link'] as const;

/** @throws Rejection */
export function cleanAuthor(value: unknown): InboundAuthor {
  if (!isObject(value)) throw new Rejection('malformed', 'author');
  const { externalId, handle, name } = value;
  const avatarUrl = webAddress(value['avatarUrl']);
  const profileUrl = webAddress(value['profileUrl']);
  return {
    externalId: cleanId(externalId, 'author'),
    handle: typeof handle === 'string' ? label(handle) : '',
    name: typeof name === 'string' ? label(name) : '',
    ...(avatarUrl && { avatarUrl }),
    ...(profileUrl && { profileUrl }),
  };
}

/** Keeps only attachments that can be shown or opened. */
export function cleanAttachments(value: unknown): InboundAttachment[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.slice(0, ATTACHMENTS).flatMap((one: unknown) => (isObject(one) ? cleanAttachment(one) : []));
}

function cleanAttachment(value: Record<string, unknown>): InboundAttachment[] {
  const url = webAddress(value['url']);
  if (!url) return [];
  const previewUrl = webAddress(value['previewUrl']);
  const altText = cleanShort(value['altText'], ALT_TEXT);
  const mimeType = cleanShort(value['mimeType'], MIME_TYPE);
  const title = cleanShort(value['title'], TITLE);
  const width = cleanCount(value['width']);
  const height = cleanCount(value['height']);
  return [
    {
      kind: attachmentKinds.find((kind) => kind === value['kind']) ?? 'file',
      url,
      ...(value['isEphemeral'] === true && { isEphemeral: true as const }),
      ...(previewUrl && { previewUrl }),
      ...(altText !== undefined && { altText }),
      ...(mimeType !== undefined && { mimeType }),
      ...(title !== undefined && { title }),
      ...(width !== undefined && { width }),
      ...(height !== undefined && { height }),
    },
  ];
}

/** Drops values that cannot be stored unchanged, because a changed reference would name something else. */
export function cleanReference(value: unknown): Record<string, string> | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' &&
      entry[0].length <= REFERENCE_NAME &&
      entry[1].length <= REFERENCE_VALUE &&
      isStorable(entry[0]) &&
      isStorable(entry[1]),
  );
  return Object.fromEntries(entries.slice(0, REFERENCES));
}

/** What the network names, as canonical BCP 47 tags. */
export function cleanLanguages(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const known = value.flatMap((one: unknown) => (typeof one === 'string' ? (languageTag(one) ?? []) : []));
  return known.length === 0 ? undefined : known.slice(0, LANGUAGES);
}

export function cleanRating(value: unknown): number | undefined {
  const rating = cleanCount(value);
  return rating !== undefined && rating >= 1 && rating <= 5 ? rating : undefined;
}

export function cleanCounts(value: unknown): Record<string, number> | undefined {
  if (!isObject(value)) return undefined;
  const names = ['replies', 'likes', 'reposts', 'quotes'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const count = cleanCount(value[name]);
      return count === undefined ? [] : [[name, count]];
    }),
  );
}

/** A detail in the network's own words. */
export function cleanDetail(value: unknown): string | undefined {
  return typeof value === 'string' ? storable(value).slice(0, TITLE).toWellFormed() : undefined;
}
