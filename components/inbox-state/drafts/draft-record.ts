import { type DraftView, MIXED_GUIDANCE } from '#lib/items/drafts/types.ts';
import type { MemberRef } from '#lib/items/types.ts';

/** An image of a reply with its description, or a file of a note with its name. */
export type DraftAttachment = { id: string; altText: string };

/** A text that was not sent yet. */
export type Draft = {
  text: string;
  attachments: DraftAttachment[];
  /** The message it answers, and that message's version when the member began to write. */
  target: { id: string; editedAt: string | null } | null;
  /** The guidance that the member had read (`seen` of the item's guidance); null where that is not known. */
  guidance: string | null;
};

export const emptyDraft: Draft = { text: '', attachments: [], target: null, guidance: null };

/** What this browser knows of a draft, and of the server's copy of it. */
export type DraftRecord = {
  draft: Draft;
  /** The stored version that `draft` continues; null where none is stored. */
  base: string | null;
  /** The version of a save whose answer has not arrived. */
  pending: string | null;
  /** `draft` has changes that the server does not have. */
  isDirty: boolean;
  /** The versions of a reply that is being sent: the server may still have them. */
  leaving: readonly string[];
  /** What another device made of it while it was changed here; `gone`: sent or discarded there. */
  rival: DraftView | 'gone' | null;
  handedBy: MemberRef | null;
};

export const emptyRecord: DraftRecord = {
  draft: emptyDraft,
  base: null,
  pending: null,
  isDirty: false,
  leaving: [],
  rival: null,
  handedBy: null,
};

export const isEmpty = ({ text, attachments }: Draft): boolean => text === '' && attachments.length === 0;

/** The versions that the next save continues. */
export const versionsOf = ({ base, pending }: DraftRecord): string[] =>
  [base, pending].filter((version) => version !== null);

/**
 * The record after the server's copy was read. A text that was changed here and elsewhere stays, and so does the other one,
 * as its rival.
 */
export function withStored(record: DraftRecord, stored: DraftView | null): DraftRecord {
  if (stored && record.leaving.includes(stored.version)) return record;
  if (stored && stored.version === record.pending)
    return withStored({ ...record, base: record.pending, pending: null }, stored);
  const isKnown = (stored?.version ?? null) === record.base;
  const isReadAnew = stored !== null && stored.guidance !== record.draft.guidance;
  if (record.isDirty && isKnown && (isReadAnew || !isSame(record.draft, stored))) {
    return { ...record, rival: null, handedBy: stored?.handedBy ?? null };
  }
  const isOnlyHere = stored === null && !isEmpty(record.draft);
  if (record.isDirty && !isEmpty(record.draft) && !isSame(record.draft, stored)) {
    return { ...record, rival: isOnlyHere ? 'gone' : stored };
  }
  return adopted(stored);
}

/** The server's copy, in place of what is here. */
export function adopted(stored: DraftView | null): DraftRecord {
  if (!stored) return emptyRecord;
  const { text, attachments, target, guidance, version, handedBy } = stored;
  return { ...emptyRecord, draft: { text, attachments, target, guidance }, base: version, handedBy };
}

/** @returns the record once its member has chosen between its text and its rival's; `both`: one after the other */
export function chosen(record: DraftRecord, choice: 'here' | 'there' | 'both'): DraftRecord {
  const stored = record.rival === 'gone' ? null : record.rival;
  if (choice === 'there') return adopted(stored);
  const other = choice === 'both' ? adopted(stored).draft : emptyDraft;
  return {
    ...record,
    draft: joined(other, record.draft),
    base: stored?.version ?? null,
    pending: null,
    isDirty: true,
    rival: null,
  };
}

/** What was read for one of two texts was not read for the other. */
function guidanceOfBoth(first: Draft, second: Draft): string | null {
  if (first.text === '' || second.text === '') return first.guidance ?? second.guidance;
  return first.guidance === second.guidance ? first.guidance : MIXED_GUIDANCE;
}

/** Two texts as one, an empty line between them. */
export function joined(first: Draft, second: Draft): Draft {
  return {
    text: [first.text, second.text].filter((text) => text !== '').join('\n\n'),
    attachments: [...first.attachments, ...second.attachments],
    target: second.target ?? first.target,
    guidance: guidanceOfBoth(first, second),
  };
}

function isSame(draft: Draft, stored: DraftView | null): boolean {
  const other = adopted(stored).draft;
  const ids = ({ attachments }: Draft) => attachments.map(({ id }) => id).join();
  return draft.text === other.text && ids(draft) === ids(other);
}
