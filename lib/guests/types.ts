import { z } from 'zod';
import { languages } from '#lib/interface-languages.ts';

/** For how many days a link can be made. */
export const guestDays = [1, 3, 7] as const;
export const GUEST_NAME_LIMIT = 80;
/** Longest question to a guest, in characters. */
export const QUESTION_LIMIT = 1_000;
/** Longest answer of a guest, in characters. */
export const ANSWER_LIMIT = 5_000;

/** Either a reply to approve (`actionId`) or a question. */
export const guestLinkInput = z.object({
  actionId: z.uuid().nullable(),
  question: z.string().trim().max(QUESTION_LIMIT),
  guestName: z.string().trim().min(1).max(GUEST_NAME_LIMIT),
  /** Where the link is mailed to; null: the member passes it on. */
  email: z.email().max(320).nullable(),
  language: z.enum(languages),
  days: z.literal([...guestDays]),
});
export type GuestLinkInput = z.infer<typeof guestLinkInput>;

export const guestAnswers = ['approved', 'sent_back', 'noted'] as const;
export type GuestAnswer = (typeof guestAnswers)[number];

/** `ended`: the member who made it has left. */
export const guestLinkStates = ['open', 'answered', 'revoked', 'expired', 'ended'] as const;
export type GuestLinkState = (typeof guestLinkStates)[number];

/** A link as members see it. Dates are ISO 8601. */
export type GuestLinkView = {
  id: string;
  state: GuestLinkState;
  /** The reply that is to be approved; null: a question. */
  actionId: string | null;
  question: string;
  guestName: string;
  email: string | null;
  language: (typeof languages)[number];
  member: { id: string; name: string };
  createdAt: string;
  expiresAt: string;
  openedAt: string | null;
  answeredAt: string | null;
  answer: GuestAnswer | null;
};

/** @property path contains the token; no later answer does */
export type NewGuestLink = { id: string; path: string; mail: 'sent' | 'failed' | 'none' };

/** A picture, or a word for another file; `file` is its name in `/api/guest/<token>/<file>`. */
export type GuestFile = { file: string; kind: string; altText: string };

export type GuestMessage = {
  id: string;
  isOurs: boolean;
  isPrivate: boolean;
  author: string;
  /** Null: deleted. */
  text: string | null;
  language: string | null;
  rating: number | null;
  createdAt: string;
  files: GuestFile[];
};

/** What was decided on a reply without the guest. */
export type DecidedElsewhere = 'approved' | 'sent_back' | 'withdrawn';

/** What the page of an open link shows. */
export type GuestContent = {
  guestName: string;
  expiresAt: string;
  network: { network: string; name: string; mark: { path: string; color: string } | null };
  channel: { name: string; handle: string };
  post: { author: string; text: string | null; createdAt: string; files: GuestFile[] } | null;
  messages: GuestMessage[];
  /** The proposed answer; null: a question. */
  reply: { digest: string; text: string; isPrivate: boolean; files: GuestFile[] } | null;
  question: string;
};

type Common = { language: (typeof languages)[number]; brand: { name: string; hue: number } };

export type GuestPage =
  | { state: 'unknown' }
  | { state: 'throttled' }
  | (Common & { state: 'revoked' | 'expired' | 'ended' })
  | (Common & { state: 'answered'; answer: GuestAnswer })
  | (Common & { state: 'decided'; how: DecidedElsewhere })
  | (Common & { state: 'open'; content: GuestContent });
