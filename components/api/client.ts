import type { ChannelView } from '#lib/channels/types.ts';
import type { Counts, Done } from '#lib/items/counters/types.ts';
import type { BulkJobView } from '#lib/items/bulk/types.ts';
import type { FieldValue, ItemFieldView } from '#lib/items/fields/types.ts';
import type { MentionableView } from '#lib/items/notes/types.ts';
import type {
  ActionView,
  AttachmentView,
  ItemDetail,
  ItemFilter,
  ItemPage,
  ItemRow,
  ItemSort,
  MemberRef,
  MessageView,
  TagPage,
} from '#lib/items/types.ts';
import type { GuidanceOfItem } from '#lib/guidance/types.ts';
import type { DraftMode, DraftView, ItemDrafts } from '#lib/items/drafts/types.ts';
import type { PresenceState } from '#lib/realtime/types.ts';
import type { Role } from '#lib/caller.ts';
import type { ReceiverView, TeamWork } from '#lib/items/team/types.ts';
import type { NotificationSettings } from '#lib/notifications/settings/types.ts';
import type { ItemRouting } from '#lib/routing/types.ts';
import type { NotificationPage } from '#lib/notifications/types.ts';
import type { TeamView } from '#lib/workspaces/types.ts';
import { approvalApi } from './approvals.ts';
import { promiseApi } from './promises.ts';
import { sinceLeftApi } from './since-left.ts';
import { call } from './call.ts';
import { noteFileApi } from './note-files.ts';

/** @property channelIds the channels that the member was given; null: all. @property teamChannelIds those of teams */
export type MemberView = MemberRef & { role: Role; channelIds: string[] | null; teamChannelIds: string[] };
export type SavedView = { id: string; name: string; filter: ItemFilter; isShared: boolean; firstFor: Role[] };
export type ActedRow = ItemRow & { undo: string | null };
export type ItemAct =
  | 'claim'
  | 'release'
  | 'assign'
  | 'resolve'
  | 'reopen'
  | 'snooze'
  | 'ignore'
  | 'prioritize'
  | 'note'
  | 'tag'
  | 'restrict'
  | PersonAct;
/** Acts between the people on one item; there is no bulk of them. */
export type PersonAct = 'finish-part' | 'reopen-part' | 'ask' | 'end-request' | 'hand-over';
export type MessageAct = 'hide' | 'unhide' | 'delete' | 'like' | 'unlike' | 'block' | 'unblock' | 'mute' | 'unmute';
/** Who is meant by an @ in a note. */
export type MentionInput = { memberIds: string[]; teamIds: string[] };
export type NoteInput = {
  text: string;
  mentions?: MentionInput;
  quotedMessageId?: string;
  fileIds?: string[];
  forCase?: boolean;
};
/** @property workspaces slugs, in the queue over all workspaces; absent: all of them */
export type Listing = { filter: ItemFilter; sort: ItemSort; workspaces?: readonly string[] };
export type ReplyInput = {
  text: string;
  /** The template that is sent instead of the text, with the values by the names of its parameters. */
  template?: { id: string; values: Readonly<Record<string, string>> };
  private?: boolean;
  resolve?: boolean;
  attachmentIds?: string[];
  targetId?: string;
  /** `editedAt` of the answered message when the member read it: if its text has changed since, the reply is refused. */
  seenEditedAt?: string | null;
  /** The guidance that the member has read: other guidance since refuses the reply. */
  seenGuidance?: string;
  /** Why a reply that the guard-rails stop is sent anyway. */
  overrideReason?: string;
  /** The versions of the draft that this is: it ends with the reply. */
  draftVersions?: string[];
  /** ISO 8601; absent: it is sent at once. */
  scheduledFor?: string;
  /** What it promises, in words of the text; the moment as ISO 8601. */
  promise?: { text: string; dueAt: string };
  /** The promises that it keeps. */
  keepsPromises?: string[];
};
/** A reply that was taken back, as text and as the caller's draft. */
type CancelledReply = { item: ItemRow; text: string; draft: DraftView | null };
/** `version` of the schedule as it was read; `scheduledFor` null: now. */
export type Rescheduling = { version: number; scheduledFor: string | null; text?: string; seenGuidance?: string };
export type DraftInput = {
  version: string;
  replaces: readonly string[];
  text: string;
  attachmentIds: string[];
  target: DraftView['target'];
  guidance: string | null;
};

/** The REST calls of the inbox of one workspace, with the types of their answers. */
export function workspaceApi(slug: string) {
  const at = (path: string) => `workspaces/${encodeURIComponent(slug)}/${path}`;
  const post = <Answer>(path: string, body: unknown = {}) => call<Answer>(at(path), { method: 'POST', body });
  return {
    listItems: ({ filter, sort }: Listing, cursor: string | null, limit: number, signal?: AbortSignal) =>
      call<ItemPage>(at('items'), { query: { ...filter, sort, cursor, limit }, ...(signal ? { signal } : {}) }),
    readRows: (ids: readonly string[]) => call<ItemPage>(at('items'), { query: { id: ids } }),
    getCounts: (filter?: ItemFilter) => call<Counts>(at('counts'), { query: { ...filter } }),
    countDone: (since: Date) => call<Done>(at('counts/done'), { query: { since: since.toISOString() } }),
    getItem: (itemId: string) => call<ItemDetail>(at(`items/${itemId}`)),
    listMessages: (itemId: string, cursor: string) =>
      call<{ messages: MessageView[]; earlierCursor: string | null }>(at(`items/${itemId}/messages`), {
        query: { cursor },
      }),
    act: (itemId: string, act: ItemAct, body: object = {}) => post<ActedRow>(`items/${itemId}/${act}`, body),
    bulk: (body: { act: ItemAct; itemIds?: string[]; filter?: ItemFilter } & Record<string, unknown>) =>
      post<{ changed: number; undo: string | null }>('bulk', body),
    startBulk: (body: { act: ItemAct; filter: ItemFilter } & Record<string, unknown>) =>
      post<BulkJobView>('bulk-jobs', body),
    listBulkJobs: () => call<{ jobs: BulkJobView[] }>(at('bulk-jobs')),
    cancelBulk: (id: string) => post<BulkJobView>(`bulk-jobs/${id}/cancel`),
    undoBulk: (id: string) => post<BulkJobView>(`bulk-jobs/${id}/undo`),
    dismissBulk: (id: string) => post<undefined>(`bulk-jobs/${id}/dismiss`),
    undo: (undo: string) => post<{ items: ItemRow[] }>('undo', { undo }),
    markRead: (itemId: string) => post<unknown>(`items/${itemId}/read`),
    /** @param key the same for every attempt at one reply: if an answer is lost, the reply is not sent twice */
    reply: (itemId: string, input: ReplyInput, key: string) =>
      call<{ action: ActionView; item: ItemRow }>(at(`items/${itemId}/reply`), { method: 'POST', body: input, key }),
    moderate: (messageId: string, act: MessageAct) => post<{ action: ActionView }>(`messages/${messageId}/${act}`),
    cancelAction: (id: string) => post<CancelledReply>(`actions/${id}/cancel`),
    retryAction: (id: string) => post<unknown>(`actions/${id}/retry`),
    checkAction: (id: string) => post<unknown>(`actions/${id}/check`),
    ...approvalApi(slug),
    ...noteFileApi(slug),
    ...promiseApi(slug),
    ...sinceLeftApi(slug),
    reschedule: (id: string, body: Rescheduling) => post<unknown>(`actions/${id}/schedule`, body),
    editNote: (noteId: string, body: NoteInput) => call<ActedRow>(at(`notes/${noteId}`), { method: 'PATCH', body }),
    /** Whom a note on this item can mention. */
    listMentionable: (itemId: string) => call<{ mentionable: MentionableView[] }>(at(`items/${itemId}/mentionable`)),
    listNotifications: (cursor: string | null) => call<NotificationPage>(at('notifications'), { query: { cursor } }),
    countUnread: () => call<{ unread: number }>(at('notifications/unread')),
    /** Marks notifications as read: those named, those of one item, or all. */
    readNotifications: (which: { ids?: readonly string[]; itemId?: string }) =>
      call<undefined>(at('notifications/read'), { method: 'POST', body: which, key: null, outlivesPage: true }),
    saveNotificationSettings: (change: Partial<NotificationSettings>) =>
      call<NotificationSettings>(at('notifications/settings'), { method: 'PATCH', body: change }),
    getMute: (itemId: string) => call<{ isMuted: boolean }>(at(`items/${itemId}/mute`)),
    mute: (itemId: string, isMuted: boolean) => post<undefined>(`items/${itemId}/mute`, { isMuted }),
    deleteNote: (noteId: string) => call<ActedRow>(at(`notes/${noteId}`), { method: 'DELETE' }),
    upload: (file: Blob, altText: string) =>
      call<AttachmentView>(at('attachments'), { method: 'POST', body: file, query: { altText } }),
    setAltText: (id: string, altText: string) => post<undefined>(`attachments/${id}/alt-text`, { altText }),
    attachmentUrl: (id: string) => `/api/v1/${at(`attachments/${id}`)}`,
    /** Received media. The server fetches it, so that the browser never contacts the sender's address. */
    mediaUrl: (attachmentId: string, look: 'whole' | 'preview' = 'whole') =>
      `/api/v1/${at(`media/${attachmentId}`)}${look === 'preview' ? '?preview=1' : ''}`,
    postMediaUrl: (postId: string, position: number, look: 'whole' | 'preview' = 'whole') =>
      `/api/v1/${at(`posts/${postId}/media/${position}`)}${look === 'preview' ? '?preview=1' : ''}`,
    /** @param ownerId the id of a contact, an identity, a channel, or a post (for its author) */
    avatarUrl: (ownerId: string) => `/api/v1/${at(`avatars/${ownerId}`)}`,
    /** Reads an item's messages again at the network. */
    recheck: (itemId: string) => post<{ messages: number }>(`items/${itemId}/recheck`),
    setPresence: (itemId: string, state: PresenceState) =>
      call<undefined>(at(`items/${itemId}/presence`), {
        method: 'POST',
        body: { state },
        key: null,
        outlivesPage: true,
      }),
    getGuidance: (itemId: string) => call<GuidanceOfItem>(at(`items/${itemId}/guidance`)),
    listDrafts: (itemId: string) => call<ItemDrafts>(at(`items/${itemId}/drafts`)),
    saveDraft: (itemId: string, mode: DraftMode, body: DraftInput, outlivesPage: boolean) =>
      call<{ draft: DraftView | null }>(at(`items/${itemId}/drafts/${mode}`), {
        method: 'POST',
        body,
        key: null,
        outlivesPage,
      }),
    listMembers: () => call<{ members: MemberView[] }>(at('members')),
    /** To whom items can be given. */
    listReceivers: (item: readonly string[]) =>
      call<{ receivers: ReceiverView[] }>(at('receivers'), { query: { item } }),
    listTeams: () => call<{ teams: TeamView[] }>(at('teams')),
    getTeamWork: () => call<TeamWork>(at('team')),
    /** What is asked before items are resolved. */
    listFields: () => call<{ fields: ItemFieldView[] }>(at('item-fields')),
    fillFields: (itemId: string, fields: readonly FieldValue[]) => post<ItemRow>(`items/${itemId}/fields`, { fields }),
    getItemRouting: (itemId: string) => call<ItemRouting>(at(`items/${itemId}/routing`)),
    listTags: (query: { q?: string; id?: readonly string[] } = {}) => call<TagPage>(at('tags'), { query }),
    listViews: () => call<{ views: SavedView[] }>(at('views')),
    countViews: () => call<{ counts: { id: string; items: number }[] }>(at('views/counts')),
    saveView: (body: Omit<SavedView, 'id'> & { viewId?: string }) => post<SavedView>('views', body),
    deleteView: (id: string) => call<unknown>(at(`views/${id}`), { method: 'DELETE' }),
    listChannels: () => call<{ channels: ChannelView[] }>(at('channels')),
    renewClaims: () => post<unknown>('claims/renew'),
    eventsUrl: `/api/v1/${at('events')}`,
  };
}

export type WorkspaceApi = ReturnType<typeof workspaceApi>;
