import type { InboundEvent, InboundPost } from '../../contract.ts';

/** What one change of a delivery contains. */
export type Parsed = { events: InboundEvent[]; posts?: InboundPost[] };
