import { z } from 'zod';

export const replyLanguages = ['fr', 'en'] as const;
export type ReplyLanguage = (typeof replyLanguages)[number];

/** Limits in UTF-16 units. */
export const SAVED_TITLE_LIMIT = 80;
export const SAVED_FOLDER_LIMIT = 60;
export const SAVED_TEXT_LIMIT = 5_000;
export const FIELD_VALUE_LIMIT = 500;
export const TONE_LIMIT = 2_000;
export const SIGNATURE_LIMIT = 200;
export const PHRASE_LIMIT = 100;
export const PHRASES_LIMIT = 200;
export const REASON_LIMIT = 300;

const half = z.string().trim().max(SAVED_TEXT_LIMIT);

/** A saved reply as it is written: one half may be empty, not both. */
export const savedReplyInput = z.object({
  title: z.string().trim().min(1).max(SAVED_TITLE_LIMIT),
  folder: z.string().trim().max(SAVED_FOLDER_LIMIT).default(''),
  fr: half.default(''),
  en: half.default(''),
  /** For every workspace of the organization. */
  isShared: z.boolean().default(false),
});

export type SavedReplyView = {
  id: string;
  title: string;
  /** Empty: in no folder. */
  folder: string;
  /** The French half; empty when it is missing. */
  fr: string;
  en: string;
  isShared: boolean;
  /** How often it was inserted in this workspace. */
  used: number;
};

/** A saved reply as it would be inserted into a reply to one item. */
export type SuggestedReply = {
  id: string;
  title: string;
  folder: string;
  isShared: boolean;
  text: string;
  language: ReplyLanguage;
  /** The half in the item's language is missing. */
  isOtherLanguage: boolean;
  /** Variables that have neither a value nor a fallback. */
  missing: string[];
};

export type ReplyFieldView = { id: string; name: string; fr: string; en: string };

/** A name that is written as `{{name}}`. */
export const fieldName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}_][\p{L}\p{N}_]{0,39}$/u);
export const replyFieldInput = z.object({
  name: fieldName,
  fr: z.string().trim().max(FIELD_VALUE_LIMIT),
  en: z.string().trim().max(FIELD_VALUE_LIMIT),
});

export const addresses = ['tu', 'vous'] as const;
export type Address = (typeof addresses)[number];

const phrases = z.array(z.string().trim().min(1).max(PHRASE_LIMIT)).max(PHRASES_LIMIT);

/** What a brand demands of every reply. */
export const guardRailsInput = z.object({
  /** How people are addressed in French; null for no rule. */
  address: z.enum(addresses).nullable(),
  tone: z.string().trim().max(TONE_LIMIT),
  /** A reply has none of these; `rembours*` is every word that starts so. */
  bannedWords: phrases,
  /** A reply has each of these; of `merci | thank you` one is enough. */
  requiredWords: phrases,
  signatureFr: z.string().trim().max(SIGNATURE_LIMIT),
  signatureEn: z.string().trim().max(SIGNATURE_LIMIT),
  /** Whether French replies are put right when they are sent. */
  fixesTypography: z.boolean(),
  /** Whether leads may send a stopped reply, with a reason. */
  mayOverride: z.boolean(),
  /** Whether only the owner of an item sends replies to it, leads included; others draft. */
  onlyOwnerSends: z.boolean(),
});
export type GuardRailsView = z.output<typeof guardRailsInput>;

export const noGuardRails: GuardRailsView = {
  address: null,
  tone: '',
  bannedWords: [],
  requiredWords: [],
  signatureFr: '',
  signatureEn: '',
  fixesTypography: false,
  mayOverride: false,
  onlyOwnerSends: false,
};

export const findingKinds = ['banned', 'missing', 'unfilled', 'elsewhere', 'address'] as const;
export type FindingKind = (typeof findingKinds)[number];

/** What is wrong with a reply. `words`: what matched or is missing; for `elsewhere` the workspace that the text is of. */
export type Finding = { kind: FindingKind; words: string[] };

/** Whether a finding stops the reply. How people are addressed is a matter of context: it only warns. */
export function isStop({ kind }: Finding): boolean {
  return kind !== 'address';
}
