import { pinterest } from '#lib/networks/pinterest/connector.ts';
import { createSandbox } from '#sandbox/pinterest/sandbox.ts';
import { conformanceOf } from '../run-sandbox-conformance.ts';
import { pinterestSpec } from '../spec-check/pinterest.ts';

/** REST API v5: of its 169 paths, none reads comments; `lifetime_metrics.comment` counts them. */
const unread = 'no path reads comments: the API only counts them';
const unwritten = 'no path writes, hides, likes or deletes a comment';

conformanceOf({
  connector: pinterest,
  createSandbox,
  spec: pinterestSpec,
  skips: {
    'a back-fill of several pages': unread,
    'a later pull brings': unread,
    'a job that dies after any page': unread,
    'reading the same again': unread,
    'a comment that reached the lists late': unread,
    'edits and deletions': unread,
    'after server_error': unread,
    'after garbage': unread,
    'after silence': unread,
    'after cut': unread,
    'a reply stands on the network': unwritten,
    'a reply that is too long': unwritten,
    'an answer to what is deleted': unwritten,
    'what the network does not offer is refused': `${unwritten}, and there is none to try it on`,
    'the brand deletes its own reply': unwritten,
    'a job that dies between sending': unwritten,
    'the same words a second time': unwritten,
    'a reply whose end is unknown (cut before)': unwritten,
    'a reply whose end is unknown (cut after)': unwritten,
    'a reply whose end is unknown (silence)': unwritten,
    'a reply whose end is unknown (garbage)': unwritten,
    'a reply whose end is unknown (server_error)': unwritten,
    'a rate limit on a reply': unwritten,
  },
});
