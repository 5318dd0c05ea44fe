import type { FieldValue } from './fields/types.ts';
import type { Capabilities, CapabilityName, ItemKind } from '#lib/networks/contract.ts';
import type { MemberRef, PresenceView } from '#lib/realtime/types.ts';
import type { ActionState, ActionView, AttachmentView } from './detail/action-types.ts';
import type { CaseReason, CaseRef, ItemStatus } from './list/types.ts';
import type { NoteView } from './notes/types.ts';
import type { PeopleOfItem } from './parts/types.ts';

export type { LiveEvent, MemberRef, PresenceView } from '#lib/realtime/types.ts';
export type { ActionState, ActionView, AttachmentView, ScheduleView } from './detail/action-types.ts';
export { itemKinds, type ItemKind } from '#lib/networks/contract.ts';
export {
  FILTER_VALUES_LIMIT,
  type ItemFilter,
  type ItemSort,
  itemSorts,
  type ItemStatus,
  itemStatuses,
  momentMs,
  momentPattern,
  notSearched,
} from './list/types.ts';

/** The built-in views of the rail; each is a filter with an exact count. */
export const viewNames = [
  'open',
  'mine',
  'unassigned',
  'waiting',
  'snoozed',
  'resolved',
  'approval',
  'scheduled',
  'promised',
  'failed',
  'expiring',
] as const;
export type ViewName = (typeof viewNames)[number];

/** The most a page of items holds. */
export const PAGE_LIMIT = 100;
/** The most that a page of tags holds. */
export const TAGS_PAGE = 200;
/** The most items one bulk act takes by id; "all that match" is not bound by it. */
export const BULK_LIMIT = 500;
export const TAG_LIMIT = 60;
/** The longest snooze, in milliseconds. */
export const SNOOZE_LIMIT_MS = 366 * 86_400_000;
/** A claim frees itself after this long without a sign of its owner, in milliseconds. */
export const LEASE_MS = 30 * 60_000;
/** An item whose reply window closes within this time is "expiring", in milliseconds. */
export const EXPIRING_MS = 4 * 3_600_000;

/** A reply that may be published (check it before answering again), one that is not, another action in either state. */
export const sendStates = ['unconfirmed', 'failed', 'action'] as const;
export type SendState = (typeof sendStates)[number];

export type ContactRef = { id: string; name: string; handle: string; avatarUrl: string | null };
export type TagRef = { id: string; name: string };
export type TagPage = { tags: TagRef[]; nextCursor: string | null };

/** A row of the queue. Dates are ISO 8601 strings in UTC. */
export type ItemRow = PeopleOfItem & {
  id: string;
  kind: ItemKind;
  network: string;
  channelId: string;
  status: ItemStatus;
  owner: MemberRef | null;
  /** Who sees a confidential item besides admins and leads; null: everybody who sees the channel. */
  confidentialTo: MemberRef[] | null;
  contact: ContactRef;
  preview: string;
  previewDirection: 'inbound' | 'outbound';
  /** The language of the preview, as a BCP 47 tag; null where it is not known. */
  previewLanguage: string | null;
  variant: string | null;
  rating: number | null;
  priority: number;
  /** The language that the contact writes in. */
  language: string | null;
  /** What joins it with other items of one matter. */
  case: CaseRef | null;
  tags: TagRef[];
  messageCount: number;
  hasAttachments: boolean;
  isUnread: boolean;
  /** A reply waits for an approval. */
  awaitsApproval: boolean;
  /** A reply has a time at which it is sent, or is held. `scheduledFor`: the first time of one that is not held. */
  hasScheduled: boolean;
  scheduledFor: string | null;
  /** When the first of its open promises is due; null: nothing is owed. */
  promiseDueAt: string | null;
  sendFailed: boolean;
  sendState: SendState | null;
  editedAt: string | null;
  deletedAt: string | null;
  lastInboundAt: string;
  lastActivityAt: string;
  replyDeadline: string | null;
  snoozedUntil: string | null;
  claimedUntil: string | null;
  capabilities: Capabilities;
  version: number;
};

export type ItemPage = { items: ItemRow[]; nextCursor: string | null };

/** Whether something may be done to a message now; a `reason` has its sentence under `errors.network`. */
export type OfferView =
  | {
      can: true;
      /** The name of the open reply window (`ReplyWindow.as`). */
      as: string | null;
      until: string | null;
      /** The most characters of a reply, where it is not the `maxLength` of the item's capabilities. */
      maxLength: number | null;
    }
  | { can: false; reason: string; /** When it closed, or was used. */ since: string | null };
export type OffersView = Record<CapabilityName, OfferView>;

export type MessageView = {
  id: string;
  direction: 'inbound' | 'outbound';
  state: 'received' | 'sent' | Exclude<ActionState, 'done' | 'cancelled'>;
  isPrivate: boolean;
  /** Null when deleted upstream and the reader may not see the kept text. */
  text: string | null;
  externalId: string | null;
  parentExternalId: string | null;
  url: string | null;
  language: string | null;
  author: { id: string; name: string; handle: string; avatarUrl: string | null } | null;
  member: MemberRef | null;
  rating: number | null;
  variant: string | null;
  hidden: boolean;
  liked: boolean;
  editedAt: string | null;
  deletedAt: string | null;
  createdAt: string;
  receivedAt: string;
  attachments: AttachmentView[];
  /** Earlier texts, newest first. */
  versions: { text: string; language: string | null; replacedAt: string }[];
  /** How far the brand's message came, and when; null where its network has not told. */
  delivery: { state: 'sent' | 'delivered' | 'read'; at: string } | null;
  /** The latest action that carries or touches this message. */
  action: ActionView | null;
  /** What may be done to it now; null for what the network does not know, or no longer. */
  offers: OffersView | null;
  /** Its text was erased, as the network's terms or its author asked. */
  erasedAt: string | null;
  /** How many characters its text had where only its beginning is stored; null for one that is whole. */
  cutFrom: number | null;
};

export type HistoryEntry = {
  id: string;
  act: string;
  actor: 'member' | 'guest' | 'system' | 'contact';
  member: MemberRef | null;
  details: Record<string, unknown>;
  canUndo: boolean;
  createdAt: string;
};

export type PostView = {
  id: string;
  text: string;
  language: string | null;
  url: string | null;
  authorName: string;
  authorHandle: string;
  authorAvatarUrl: string | null;
  isOwn: boolean;
  /** `ad`, `story`, `video`, `live`, `place` */
  variant: string | null;
  attachments: { kind: string; url: string; previewUrl?: string; altText?: string }[];
  counts: { replies?: number; likes?: number; reposts?: number; quotes?: number };
  createdAt: string;
  deletedAt: string | null;
};

export type IdentityView = {
  id: string;
  network: string;
  handle: string;
  name: string;
  avatarUrl: string | null;
  profileUrl: string | null;
};

export type ContactView = {
  id: string;
  name: string;
  avatarUrl: string | null;
  isVip: boolean;
  /** Those of the contacts that it is joined with, too; so with the items and their number. */
  identities: IdentityView[];
  /** The contact's other items, latest first, at most 20. */
  items: Pick<ItemRow, 'id' | 'kind' | 'network' | 'status' | 'preview' | 'previewLanguage' | 'lastActivityAt'>[];
  itemCount: number;
};

/** A case, as far as the reader sees it. */
export type CaseView = CaseRef & {
  /** Who answers for the whole; each item has an owner of its own. Null also for somebody who has left. */
  owner: MemberRef | null;
  /** Those that the reader may see, the oldest first. Nothing tells of others. */
  items: ItemRow[];
  /** To name when changing it. */
  version: number;
};

/** An item that may belong to the same matter. Its `case`, where it has one, is the one to join. */
export type CaseSuggestion = { item: ItemRow; reason: CaseReason };

/** What one opened item shows first. `messages` are the latest 50, oldest first; earlier ones are asked for. */
export type ItemDetail = {
  item: ItemRow;
  messages: MessageView[];
  /** Cursor of the messages before the first shown; null when all are here. */
  earlierCursor: string | null;
  post: PostView | null;
  contact: ContactView;
  notes: NoteView[];
  /** What is known of what the workspace asks before an item is resolved. */
  fields: FieldValue[];
  history: HistoryEntry[];
  /** Who else looks or writes. */
  presence: PresenceView[];
  case: CaseView | null;
  /** Items that may belong to the same matter. */
  caseSuggestions: CaseSuggestion[];
};

/** What an act answers: the item as it is now, and what to hand to `undo` to take it back. */
export type ActResult = { item: ItemRow; undo: string | null };
