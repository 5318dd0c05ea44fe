import { facebook } from '#lib/networks/facebook/connector.ts';
import { createSandbox } from '#sandbox/facebook/sandbox.ts';
import { conformanceOf } from '../run-sandbox-conformance.ts';

conformanceOf({
  connector: facebook,
  createSandbox,
  skips: {
    'an expired token is refreshed once and stored':
      'Facebook Login: there is no refresh token; a dead one is renewed by its owner',
  },
});
