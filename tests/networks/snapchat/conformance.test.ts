import { snapchat } from '#lib/networks/snapchat/connector.ts';
import { createSandbox } from '#sandbox/snapchat/sandbox.ts';
import { conformanceOf } from '../run-sandbox-conformance.ts';

/** The page list of the Public Profile API has none about comments, replies, mentions or customers' messages. */
const unread = 'no comment, reply, mention or message API is offered: there is nothing to read';
const unwritten = 'no comment, reply, mention or message API is offered: there is nothing to act upon';

conformanceOf({
  connector: snapchat,
  createSandbox,
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
    'what the network does not offer is refused': unwritten,
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
