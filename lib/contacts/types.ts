/** The most that a page of contacts, or of a contact's history, has. */
export const CONTACTS_PAGE = 100;
/** The most profiles that one person can have. */
export const PROFILES_LIMIT = 30;
/** The longest note on a contact, in UTF-16 units. */
export const CONTACT_NOTE_LIMIT = 10_000;
/** The most fields of a workspace. */
export const FIELDS_LIMIT = 50;
export const FIELD_NAME_LIMIT = 60;
export const FIELD_VALUE_LIMIT = 500;
export const FIELD_CHOICES_LIMIT = 50;

/** Which contacts; each part narrows it further. A person whose contacts are joined matches if one of them does. */
export type ContactFilter = {
  /** Words of a name or handle; the last may be half typed. */
  q?: string;
  network?: string;
  /** A tag's id. */
  tag?: string;
  vip?: boolean;
  /** Blocked on at least one network. */
  blocked?: boolean;
};

export type ProfileView = {
  id: string;
  /** The contact that it belongs to: the same for all profiles of a person who was never joined. */
  contactId: string;
  network: string;
  handle: string;
  name: string;
  avatarUrl: string | null;
  profileUrl: string | null;
};

/** A row of the list: one person. Dates here and below are ISO 8601. */
export type ContactRow = {
  id: string;
  name: string;
  avatarUrl: string | null;
  isVip: boolean;
  isBlocked: boolean;
  profiles: ProfileView[];
  tags: { id: string; name: string }[];
  /** The last message on an item that the reader sees; null when there is none. */
  lastActivityAt: string | null;
};

export type ContactPage = { contacts: ContactRow[]; nextCursor: string | null };

/** What speaks for two contacts being one person; each has a sentence under `contacts.evidence`. */
export const evidences = ['same_handle', 'same_name'] as const;
export type Evidence = (typeof evidences)[number];

/** That two contacts of this person are one, or were. */
export type JoinView = {
  id: string;
  /** The two, by one of their profiles. */
  between: ProfileRef[];
  evidence: Evidence[];
  by: { id: string; name: string };
  at: string;
  separatedBy: { id: string; name: string } | null;
  separatedAt: string | null;
};

export type ProfileRef = { contactId: string; network: string; handle: string; name: string };

export const fieldKinds = ['text', 'number', 'date', 'choice'] as const;
export type FieldKind = (typeof fieldKinds)[number];
export type FieldView = { id: string; name: string; kind: FieldKind; choices: string[] };

export type ContactNoteView = {
  id: string;
  text: string;
  member: { id: string; name: string };
  createdAt: string;
};

/** Everything about one person that the reader may see, without the history. */
export type ContactDetail = {
  id: string;
  name: string;
  avatarUrl: string | null;
  isVip: boolean;
  profiles: ProfileView[];
  tags: { id: string; name: string }[];
  notes: ContactNoteView[];
  /** All fields of the workspace; `value` is null where none was given. */
  fields: (FieldView & { value: string | null })[];
  /** The networks on which the person is blocked, by the ids of the profiles. */
  blockedProfileIds: string[];
  /** Joins that hold and such as were taken back, latest first. */
  joins: JoinView[];
  itemCount: number;
};

/** Somebody who may be the same person. */
export type SuggestionView = ContactRow & { evidence: Evidence[] };
