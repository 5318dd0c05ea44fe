import { instagram } from '#lib/networks/instagram/connector.ts';
import { createFacebookLoginSandbox, createSandbox } from '#sandbox/instagram/sandbox.ts';
import { conformanceOf } from '../run-sandbox-conformance.ts';

const skips = {
  'a later pull finds edits and deletions':
    'Edits of comments are not possible in the product; deletions have a test of their own.',
  'kinds: a reply to a mention is sent once':
    'Comments on other people’s media cannot be read, the account’s own neither: the answer is not read back.',
};

conformanceOf({
  connector: instagram,
  createSandbox,
  skips: {
    ...skips,
    'an expired token is refreshed once': 'A token must not be expired to be refreshed; an expired one is reconnected.',
    'block can be repeated': 'Blocking (moderate_conversations) is offered with Facebook Login alone.',
  },
});

conformanceOf({
  connector: { ...instagram, name: 'Instagram (Facebook Login)' },
  createSandbox: createFacebookLoginSandbox,
  skips: {
    ...skips,
    'an expired token is refreshed once': 'There is no refresh token for a Page token.',
    'block can be repeated':
      'A conversation with the person must exist, and who comments has none; has a test of its own.',
  },
});
