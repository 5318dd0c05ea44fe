import { expect, test } from 'vitest';
import type { MemberView } from '#components/api/client.ts';
import { isForLeadsOnly, namedChoices } from '#components/dialogs/who-sees.ts';
import { aRow } from './inbox-state/support.ts';

const member = (id: string, given: Partial<MemberView> = {}): MemberView => ({
  id,
  name: id,
  role: 'manager',
  channelIds: null,
  ...given,
});
const ref = (id: string) => ({ id, name: id });
const members = [
  member('lead', { role: 'lead' }),
  member('owner'),
  member('helper'),
  member('approver'),
  member('seen'),
  member('blind', { channelIds: ['other'] }),
  member('me'),
];
const row = aRow({
  id: 'a',
  owner: ref('owner'),
  contributors: [{ ...ref('helper'), doneAt: null }],
  approver: { ...ref('approver'), doneAt: null },
});
const cannotOf = (confidentialTo: string[] | null, self: string | null = null) =>
  Object.fromEntries(
    namedChoices({ ...row, confidentialTo: confidentialTo?.map(ref) ?? null }, members, self ? ref(self) : null).map(
      ({ id, cannot }) => [id, cannot],
    ),
  );

test('who works on a confidential item cannot be taken off, and leads see it anyway', () => {
  expect(cannotOf(['owner', 'helper', 'approver'])).toEqual({
    owner: 'works',
    helper: 'works',
    approver: 'works',
    seen: null,
    blind: 'channel',
    me: null,
  });
});

test('who has lost the channel can still be taken off', () => {
  expect(cannotOf(['blind'])).toMatchObject({ blind: null });
});

test('a member who would lose sight of the item stays named', () => {
  expect(cannotOf(['me'], 'me')).toMatchObject({ me: 'self' });
});

test.each([
  [null, null, false],
  [[], null, true],
  [['owner', 'helper', 'approver'], null, true],
  [['owner', 'lead'], null, true],
  [['owner', 'seen'], null, false],
  [['owner', 'me'], null, false],
  [['owner', 'me'], 'me', true],
])('an item that names %j is for leads and who works on it only, for %s: %s', (named, self, expected) => {
  const item = { ...row, confidentialTo: named?.map(ref) ?? null };
  expect(isForLeadsOnly(item, members, self ? ref(self) : null)).toBe(expected);
});
