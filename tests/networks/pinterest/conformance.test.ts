import { pinterest } from '#lib/networks/pinterest/connector.ts';
import { createSandbox } from '#sandbox/pinterest/sandbox.ts';
import { conformanceOf } from '../run-sandbox-conformance.ts';

/** REST API v5: none of its 169 paths reads comments; `lifetime_metrics.comment` counts them. */
const unread = 'no path reads comments: the API only counts them';
const unwritten = 'no path writes, hides, likes or deletes a comment';

conformanceOf({
  connector: pinterest,
  createSandbox,
  skips: {
    'a first pull of several pages': unread,
    'a later pull reports': unread,
    'a pull that stops after any page': unread,
    'pulling twice from the start': unread,
    'a comment that the network lists late': unread,
    'a later pull finds edits and deletions': unread,
    'a pull throws unavailable after server_error': unread,
    'a pull throws unavailable after garbage': unread,
    'a pull throws unavailable after silence': unread,
    'a pull throws unavailable after cut': unread,
    'a reply appears on the network': unwritten,
    'a reply that is too long': unwritten,
    'a reply to a deleted comment': unwritten,
    'an action that the network does not support is refused': `${unwritten}, and there is none to try it on`,
    'the brand can delete its own reply': unwritten,
    'a reply that was sent and not recorded': unwritten,
    'a second reply with the same text': unwritten,
    'a reply with an unknown outcome (cut before)': unwritten,
    'a reply with an unknown outcome (cut after)': unwritten,
    'a reply with an unknown outcome (silence)': unwritten,
    'a reply with an unknown outcome (garbage)': unwritten,
    'a reply with an unknown outcome (server_error)': unwritten,
    'a reply that hits a rate limit': unwritten,
  },
});
