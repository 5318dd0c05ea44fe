import { google } from '#lib/networks/google/connector.ts';
import { createSandbox } from '#sandbox/google/sandbox.ts';
import { conformanceOf } from '../run-sandbox-conformance.ts';

conformanceOf({
  connector: google,
  createSandbox,
  kind: 'review',
  skips: {
    'a second reply with the same text':
      'A review has one reply: PUT writes it, or writes over it, under the same name.',
    'webhooks: a changed delivery counts as forged':
      'Pub/Sub signs no body: a push only proves who sends it, and is read as a hint; its token is tested apart',
  },
});
