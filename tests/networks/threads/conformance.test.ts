import { threads } from '#lib/networks/threads/connector.ts';
import { createSandbox } from '#sandbox/threads/sandbox.ts';
import { conformanceOf } from '../run-sandbox-conformance.ts';

conformanceOf({
  connector: threads,
  createSandbox,
  skips: {
    'an expired token is refreshed once': 'An expired token cannot be refreshed.',
  },
});
