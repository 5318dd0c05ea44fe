import { google } from '#lib/networks/google/connector.ts';
import { createSandbox } from '#sandbox/google/sandbox.ts';
import { conformanceOf } from '../sandbox-driver.ts';
import { googleSpec } from '../spec-check/google.ts';

conformanceOf({
  connector: google,
  createSandbox,
  spec: googleSpec,
  kind: 'review',
  skips: {
    'webhooks: what was changed on the way is forged':
      'Pub/Sub signs no body: a push only proves who sends it, and is read as a hint; its token is tested apart',
  },
});
