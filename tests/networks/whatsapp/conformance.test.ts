import { whatsapp } from '#lib/networks/whatsapp/connector.ts';
import { createSandbox } from '#sandbox/whatsapp/sandbox.ts';
import { conformanceOf } from '../run-sandbox-conformance.ts';

const noHistory = 'No pull endpoint for messages: webhooks are the only source';
const noAsking = 'Idempotency: none, and nobody can be asked: only what the network tells afterwards is known';

conformanceOf({
  connector: whatsapp,
  createSandbox,
  kind: 'message',
  skips: {
    'a first pull of several pages': noHistory,
    'a later pull finds edits and deletions': 'Neither is told to a business.',
    'an expired token is refreshed once': 'The token of a business does not expire, and cannot be renewed.',
    'a reply appears on the network': 'What was sent is not told back (tests/networks/whatsapp/acting.test.ts).',
    'kinds: a reply to a message is sent once':
      'What was sent is not told back (tests/networks/whatsapp/acting.test.ts).',
    'a reply to a deleted comment': 'Nobody is told that a message was deleted, and a reply to it is delivered.',
    'the brand can delete its own reply': 'Delete or edit a sent message: not offered.',
    'block can be repeated': 'No call tells whether one person is blocked (tests/networks/whatsapp/acting.test.ts).',
    'a second reply with the same text, cut off before': noAsking,
    'a reply with an unknown outcome (cut before)': noAsking,
    'a reply with an unknown outcome (silence)': noAsking,
    'a reply with an unknown outcome (garbage)': noAsking,
    'a reply with an unknown outcome (server_error)': noAsking,
  },
});
