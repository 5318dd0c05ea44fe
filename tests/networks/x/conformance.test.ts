import { x } from '#lib/networks/x/connector.ts';
import { createXSandbox } from '#sandbox/x/sandbox.ts';
import { conformanceOf } from '../run-sandbox-conformance.ts';

conformanceOf({
  connector: x,
  // In the names of the document, which each exchange is held against.
  createSandbox: (given) => createXSandbox({ ...given, names: 'post' }),
  tellsLimitEnd: true,
  skips: {
    'a second reply with the same text':
      'The same words a second time are refused: "You are not allowed to create a Tweet with duplicate content."',
    'hide can be repeated and undone':
      'PUT /2/tweets/:id/hidden is idempotent and no field of a post tells whether it is hidden.',
  },
});
