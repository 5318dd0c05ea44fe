import { connectorOf } from '#lib/networks/registry.ts';
import type { InboundPost } from '#lib/networks/contract.ts';
import { type CleanEvent, cleanEvent, cleanPost } from './clean-event.ts';
import type { CleanFacts } from './fields.ts';
import { type RejectedEvent, Rejection } from './rejection.ts';

/** The longest stored text for networks without a limit of their own, in UTF-16 units. */
const TEXT_LENGTH = 65_536;
/** No connected network is older. */
const SINCE = '2004-01-01';

export type CleanBatch = { events: CleanEvent[]; posts: InboundPost[]; rejected: RejectedEvent[] };

/** The limits that apply to everything from a network. */
export function cleanFacts(network: string, now = new Date()): CleanFacts {
  const { maxTextLength = TEXT_LENGTH, since = SINCE } = connectorOf(network)?.inbound ?? {};
  return { now, since: new Date(since), textLength: maxTextLength };
}

/**
 * Cleans what a connector reported for storage: strings become well-formed and bounded, times plausible, addresses
 * http(s). Cleaning is idempotent. Events that cannot be stored are returned as rejected.
 */
export function cleanBatch(events: readonly unknown[], posts: readonly unknown[], facts: CleanFacts): CleanBatch {
  const rejected: RejectedEvent[] = [];
  const clean = <T>(values: readonly unknown[], read: (value: unknown) => T): T[] =>
    values.flatMap((value) => {
      try {
        return [read(value)];
      } catch (error) {
        if (!(error instanceof Rejection)) throw error;
        rejected.push({ event: value, reason: error.reason, detail: error.message });
        return [];
      }
    });
  return {
    events: clean(events, (event) => cleanEvent(event, facts)),
    posts: clean(posts, (post) => cleanPost(post, facts)),
    rejected,
  };
}
