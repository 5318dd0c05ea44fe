import { expect, test } from 'vitest';
import { allowedActs } from '#app/actions/screen-acts.ts';
import { workspaceApi } from '#components/api/client.ts';
import { listsOfDialogs } from '#components/dialogs/use-prefetch-lists.ts';
import type { Role } from '#lib/caller.ts';

const namesFor = (role: Role) =>
  listsOfDialogs({ api: workspaceApi('aubry'), can: (act) => allowedActs(role).includes(act) }).map(
    ({ queryKey: [name] }) => name,
  );

test('to whom items can be given is loaded ahead only for who works on items', () => {
  expect(namesFor('manager')).toContain('receivers');
  expect(namesFor('client')).toEqual(['tags', 'members', 'teams', 'item-fields', 'views']);
});
