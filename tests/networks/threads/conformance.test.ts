import { threads } from '#lib/networks/threads/connector.ts';
import { createSandbox } from '#sandbox/threads/sandbox.ts';
import { conformanceOf } from '../run-sandbox-conformance.ts';
import { threadsSpec } from '../spec-check/threads.ts';

conformanceOf({
  connector: threads,
  createSandbox,
  spec: threadsSpec,
  skips: {
    'an expired token is refreshed once': 'An expired token cannot be refreshed.',
  },
});
