import type { MemberRef } from '#lib/realtime/types.ts';

/** Longest note, in characters. */
export const NOTE_LIMIT = 10_000;
export type NoteView = {
  id: string;
  text: string;
  language: string | null;
  /** Who wrote it; for a guest's answer: who asked. */
  member: MemberRef;
  /** The name of the guest whose answer it is; null for a member's note. */
  guest: string | null;
  createdAt: string;
  editedAt: string | null;
  /** Who is meant by an @ in the text: members and teams, by their names now. */
  mentions: MentionView[];
  files: NoteFileView[];
  /** It is read on each item of the case. */
  isForCase: boolean;
  /** The message that it is about; `text` is null for one that the reader may not see, or without words. */
  quote: { messageId: string; text: string | null; author: string | null } | null;
};

/** The largest file of a note, in bytes, and the most that one note has. */
export const NOTE_FILE_LIMIT = 5_000_000;
export const NOTE_FILES_LIMIT = 10;

/** A file of a note; `size` in bytes. Images are shown, anything else is downloaded. */
export type NoteFileView = { id: string; name: string; mimeType: string; size: number };

export type MentionView = { kind: 'member' | 'team'; id: string; name: string };

/** Whom a note can mention; `cannot`: why not. */
export type MentionableView = MentionView & { cannot: 'channel' | 'confidential' | null };

/** The most people and teams that one note mentions. */
export const MENTIONS_LIMIT = 20;
