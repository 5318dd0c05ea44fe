import type { InboundEvent, InboundPost } from '../../contract.ts';
import type { FacebookChannel } from '../credentials.ts';
import type { Cursor } from './cursor.ts';

/** What one step of a reading found. */
export type Found = { events: InboundEvent[]; posts?: InboundPost[] };

/** Reads one kind of content and moves the cursor. */
export type Reading = (channel: FacebookChannel, cursor: Cursor) => AsyncGenerator<Found, void, undefined>;
