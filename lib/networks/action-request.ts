import type { ActionKind } from './capabilities.ts';
import type { ItemKind } from './item-kinds.ts';
import type { FilledTemplate } from './templates.ts';

/** What the network is asked to do, and everything that is needed to do it. */
export type ActionRequest = {
  kind: ActionKind;
  itemKind: ItemKind;
  /** Made by `prepare` and stored before the first attempt: an idempotency key, a record key. */
  keys: Record<string, string>;
  /** What earlier attempts stored with `saveProgress`. */
  progress: Record<string, string>;
  /** The name of the reply window that is open now (`ReplyWindow.as`). */
  as?: string;
  /** The message that is acted on or answered. For a block or a mute: any message of the contact. */
  target: {
    externalId: string;
    threadExternalId: string;
    authorExternalId: string;
    /** The post it belongs to, where there is one. */
    postExternalId?: string;
    parentExternalId?: string;
    reference: Record<string, string>;
    /** The `undo` of the receipt of the action that this one undoes (unlike, unhide, unblock, unmute). */
    undo?: Record<string, string>;
  };
  text: string;
  /** The template that is sent; `text` is then its text, filled in. */
  template?: FilledTemplate;
  attachments: {
    bytes: Uint8Array<ArrayBuffer>;
    mimeType: string;
    altText: string;
    width?: number;
    height?: number;
    /** Where the network can download it for an hour without signing in: some networks accept only an address. */
    publicUrl: string;
  }[];
  requestedAt: Date;
  /** The text's languages as BCP 47 tags, where known: networks show and filter by them. */
  languages?: readonly string[];
  /**
   * Whether another action sent this message. `findPerformed` must skip such messages, because the same text may be sent
   * twice. Absent: no other action is known.
   */
  belongsToOtherAction?: (externalId: string) => Promise<boolean>;
  /** It was certainly not sent yet, so `perform` need not check before it writes. */
  isNotSent?: true;
  /**
   * Stores what a later attempt must know, such as the id of an upload. It comes back in `progress`, even if this process
   * dies.
   * @param sent.sentExternalIds messages that are on the network now: other actions do not take them for theirs
   * @throws NetworkError `unavailable` when it was not stored; the attempt must stop then
   */
  saveProgress?: (facts: Record<string, string>, sent?: { sentExternalIds: readonly string[] }) => Promise<void>;
};

/** Proof that the network performed the action. */
export type Receipt = {
  /** The new message's id on the network, for a reply. */
  externalId?: string;
  url?: string;
  reference?: Record<string, string>;
  /** What is needed to undo it. */
  undo?: Record<string, string>;
};

export type ConnectField = {
  name: string;
  /** Key of the label in the message catalogues, under `connect.fields`. */
  label: string;
  type: 'text' | 'password' | 'url';
  required: boolean;
  placeholder?: string;
};
