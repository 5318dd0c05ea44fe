import type { ActionKind, ItemKind } from './capabilities.ts';

/** What the network is asked to do, with all it takes to do it. */
export type ActionRequest = {
  kind: ActionKind;
  itemKind: ItemKind;
  /** Made by `prepare` and stored before the first attempt: an idempotency key, a record key. With it what was kept since. */
  idempotency: Record<string, string>;
  /** The name of the reply window that is open (`ReplyWindow.as`), as it is now. */
  as?: string;
  /** The message acted upon or answered. For a block or a mute: any message of the contact. */
  target: {
    externalId: string;
    threadExternalId: string;
    authorExternalId: string;
    /** The post it stands under, where there is one. */
    postExternalId?: string;
    parentExternalId?: string;
    reference: Record<string, string>;
    /** The receipt's `undo` of the action that this one takes back (unlike, unhide, unblock, unmute). */
    undo?: Record<string, string>;
  };
  text: string;
  attachments: {
    bytes: Uint8Array<ArrayBuffer>;
    mimeType: string;
    altText: string;
    width?: number;
    height?: number;
    /** Where the network can fetch it for an hour, without signing in: some take an address alone. */
    publicUrl: string;
  }[];
  requestedAt: Date;
  /** Of the text, as BCP 47 tags, where it is known: networks show and filter by it. */
  languages?: readonly string[];
  /**
   * Whether a message on the network is known as what another action left there: whoever looks for this one passes over
   * it, for the same words may be said twice. Absent: none is known.
   */
  belongsToOtherAction?: (externalId: string) => Promise<boolean>;
  /** No attempt of it stands on the network: `perform` need not look before it writes. */
  isNotSent?: true;
  /**
   * Stores what the next attempt has to know, before the step that needs it: the handle of something prepared. It comes
   * back in `idempotency`, whatever becomes of this process.
   * @throws NetworkError `unavailable` when it was not stored; nothing more may be done then
   */
  saveProgress?: (facts: Record<string, string>) => Promise<void>;
};

/** Proof that the network did it. */
export type Receipt = {
  /** The new message's id on the network, for a reply. */
  externalId?: string;
  url?: string;
  reference?: Record<string, string>;
  /** What it takes to take it back. */
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
