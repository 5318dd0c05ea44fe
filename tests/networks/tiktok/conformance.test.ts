import { tiktok } from '#lib/networks/tiktok/connector.ts';
import { createSandbox } from '#sandbox/tiktok/sandbox.ts';
import { conformanceOf } from '../run-sandbox-conformance.ts';

conformanceOf({
  connector: tiktok,
  createSandbox,
  skips: {
    'a later pull finds edits and deletions': 'No edits in the product (deletions: tests/networks/tiktok/pull.test.ts)',
    'a reply that was sent and not recorded is not sent twice':
      'Idempotency: none. After a timeout re-read replies (tests/networks/tiktok/acts.test.ts)',
    'kinds: a reply to a mention is sent once':
      'No call lists what stands under others’ posts; what is not seen there is unknown (tests/networks/tiktok/acts.test.ts)',
  },
});
