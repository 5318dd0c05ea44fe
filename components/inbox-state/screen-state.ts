import type { MessageView } from '#lib/items/types.ts';

export type DialogKind =
  | 'assign'
  | 'ask-for'
  | 'hand-over'
  | 'snooze'
  | 'schedule'
  | 'promise'
  | 'resolve'
  | 'tag'
  | 'case'
  | 'confidential'
  | 'palette'
  | 'keys'
  | 'workspace'
  | 'filter'
  | 'save-view';

/** An open dialog, and the items it is about. */
export type DialogRequest = {
  kind: DialogKind;
  itemIds: readonly string[];
  stays?: boolean;
  sends?: boolean;
  /** For `schedule` and `promise`: until when a reply may be sent (ISO 8601), and what to do with the chosen moment. */
  schedule?: { latest: string | null; onChoose: (at: Date) => void };
};

export type ComposerMode = 'reply' | 'private' | 'note';

/** What this tab shows and has selected. Nothing of it is stored on the server. */
export type ScreenState = {
  /** The row that keys act on. */
  cursorId: string | null;
  /** The cursor's last index in the list: when its row leaves, the cursor goes on from there. */
  cursorIndex: number;
  selected: ReadonlySet<string>;
  /** Where a range selection starts. */
  anchorId: string | null;
  /** The selection means every item that matches the list, including those that were never loaded. */
  isAllSelected: boolean;
  dialog: DialogRequest | null;
  composerMode: ComposerMode;
  /** What is written first on the item that is being opened; null: a reply. */
  openingMode: ComposerMode | null;
  /** The message that a reply answers; null for the contact's latest. */
  replyTargetId: string | null;
  /** The message that a note quotes. */
  quotedMessageId: string | null;
  /** Whether the note is for the item's whole case; null: nobody has said so. */
  noteForCase: boolean | null;
  /** Where the focus should go. The place takes it, and sets it to null, as soon as it is on the screen. */
  focusRequest: 'row' | 'thread' | 'composer' | null;
  /** Steps of the cursor that were asked for while the list was loading. */
  waitingSteps: number;
  /** Increase it to move the focus into the composer. */
  composerFocusRequests: number;
  /** The message that waits for the member to confirm its deletion. */
  messageToDelete: MessageView | null;
  isOnline: boolean;
  /** Why something could not be done, when there is no row to show it beside. */
  notice: string | null;
};

export const initialScreenState: ScreenState = {
  cursorId: null,
  cursorIndex: -1,
  selected: new Set(),
  anchorId: null,
  isAllSelected: false,
  dialog: null,
  composerMode: 'reply',
  openingMode: null,
  replyTargetId: null,
  quotedMessageId: null,
  noteForCase: null,
  focusRequest: null,
  waitingSteps: 0,
  composerFocusRequests: 0,
  messageToDelete: null,
  isOnline: true,
  notice: null,
};
