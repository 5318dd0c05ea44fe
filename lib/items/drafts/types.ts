import type { MemberRef } from '#lib/realtime/types.ts';

export const draftModes = ['reply', 'private', 'note'] as const;
/** Stands for the guidance of a text that was joined of two by different guidance: no list of guidance equals it. */
export const MIXED_GUIDANCE = 'several';

/** The longest list of guidance that a draft says to have been written by, in characters. */
export const DRAFT_GUIDANCE_LIMIT = 20_000;
export type DraftMode = (typeof draftModes)[number];

/** The longest text that one save may have, in characters. A browser sends it when its page is closed: that has 64 KB. */
export const DRAFT_LIMIT = 20_000;
export const DRAFT_ATTACHMENTS = 20;

/** A member's own draft. */
export type DraftView = {
  mode: DraftMode;
  version: string;
  text: string;
  /** The images of a reply, with their descriptions; the files of a note, with their names. */
  attachments: { id: string; altText: string }[];
  /** The message it answers, and that message's `editedAt` when the member began to write. */
  target: { id: string; editedAt: string | null } | null;
  /** The guidance that its author had read (`seen` of the item's guidance); null where that is not known. */
  guidance: string | null;
  /** The colleague who handed it over. */
  handedBy: MemberRef | null;
  updatedAt: string;
};

/** What a colleague is writing. */
export type ColleagueDraft = {
  member: MemberRef;
  mode: Exclude<DraftMode, 'note'>;
  version: string;
  text: string;
  guidance: string | null;
  updatedAt: string;
};

export type ItemDrafts = { own: DraftView[]; others: ColleagueDraft[] };
