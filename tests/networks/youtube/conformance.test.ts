import { youtube } from '#lib/networks/youtube/connector.ts';
import { createSandbox } from '#sandbox/youtube/sandbox.ts';
import { conformanceOf } from '../run-sandbox-conformance.ts';

conformanceOf({
  connector: youtube,
  createSandbox,
  skips: {
    'block can be repeated and undone':
      'comments.setModerationStatus bans an author; there is no method to unban and none that lists the banned',
    'a reply that was sent and not recorded is not sent twice':
      'comments.insert takes no idempotency key and repeats what it is given; the thread is read back before a second attempt',
  },
});
