import { z } from 'zod';
import type { MemberRef } from '#lib/realtime/types.ts';

/** Longest half of a text, in UTF-16 units. */
export const GUIDANCE_TEXT_LIMIT = 2_000;
export const GUIDANCE_WORD_LIMIT = 100;
/** The most words or phrases that one guidance may look for. */
export const GUIDANCE_WORDS_LIMIT = 20;
/** The most guidance of one workspace that is not over: each is tried for every opened item. */
export const GUIDANCE_LIMIT = 200;

const half = z.string().trim().max(GUIDANCE_TEXT_LIMIT).default('');
const words = z
  .array(
    z
      .string()
      .trim()
      .max(GUIDANCE_WORD_LIMIT)
      // Signs alone would be found in the middle of words.
      .regex(/[\p{L}\p{N}]/u),
  )
  .min(1)
  .max(GUIDANCE_WORDS_LIMIT);

/** What can be changed: all but what it is about. */
const content = {
  fr: half,
  en: half,
  /** Null: from now on. */
  startsAt: z.iso.datetime({ offset: true }).nullable().default(null),
  /** Null: until somebody withdraws it. */
  endsAt: z.iso.datetime({ offset: true }).nullable().default(null),
};

/** What it is about. Words match whole, whatever their case and accents; `livr*` is every word that starts so. */
const about = z.union([
  z.strictObject({ postId: z.uuid() }),
  z.strictObject({ tagId: z.uuid() }),
  z.strictObject({ channelId: z.uuid() }),
  z.strictObject({ words }),
]);

export const guidanceInput = z.object({ about, ...content });
export type GuidanceInput = z.input<typeof guidanceInput>;

/** `words` only where it is about words. */
export const guidanceChange = z.object({ words: words.optional(), ...content });
export type GuidanceChange = z.input<typeof guidanceChange>;

export const guidanceKinds = ['post', 'tag', 'channel', 'words'] as const;
export type GuidanceKind = (typeof guidanceKinds)[number];

/** Guidance that holds for an item now. */
export type ItemGuidance = {
  id: string;
  version: number;
  kind: GuidanceKind;
  /** The tag's name or the words; empty for a post and a channel. */
  about: string;
  /** The French half; empty when it is missing. */
  fr: string;
  en: string;
  endsAt: string | null;
};

export type GuidanceOfItem = {
  /** What is nearest comes first: the post, the words, the tags, the channel. */
  guidance: ItemGuidance[];
  /** Which versions these are, to say later what was read. */
  seen: string;
  /** When one of them ends, or another one begins: then it is to be read again. */
  changesAt: string | null;
};

export const guidanceStates = ['active', 'coming', 'ended'] as const;
export type GuidanceState = (typeof guidanceStates)[number];

/** A line of the list. Dates are ISO 8601. */
export type GuidanceView = {
  id: string;
  version: number;
  kind: GuidanceKind;
  /** Its name: of a tag or a channel, the words, the beginning of a post. */
  about: string;
  words: string[];
  fr: string;
  en: string;
  startsAt: string;
  endsAt: string | null;
  withdrawnAt: string | null;
  state: GuidanceState;
  /** The latest first. */
  history: {
    version: number;
    act: 'created' | 'changed' | 'withdrawn';
    member: MemberRef | null;
    fr: string;
    en: string;
    at: string;
  }[];
};
