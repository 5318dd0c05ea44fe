import { expect, test } from 'vitest';
import { actRequests } from '#components/inbox-state/acts/act-requests.ts';
import type { ItemRow } from '#lib/items/types.ts';
import { aRow } from './support.ts';

const now = new Date('2026-11-22T10:00:00.000Z');
const NOW = now.toISOString();
const LEASE_END = '2026-11-22T10:30:00.000Z';
const me = { id: 'me', name: 'Inès' };
const paul = { id: 'paul', name: 'Paul' };
const zoe = { id: 'zoe', name: 'Zoé' };
const done = { doneAt: '2026-11-21T09:00:00.000Z' };
const toDo = { doneAt: null };

const after = (row: ItemRow, request: { change: (row: ItemRow) => Partial<ItemRow> }): ItemRow => ({
  ...row,
  ...request.change(row),
});

const held = aRow({
  id: 'a',
  owner: paul,
  heldSince: '2026-11-20T10:00:00.000Z',
  claimedUntil: '2026-11-22T10:10:00.000Z',
  ownerDoneAt: '2026-11-21T10:00:00.000Z',
  requests: [{ ...zoe, word: '', askedAt: '2026-11-21T10:00:00.000Z' }],
});

test('a contributor who becomes the approver is shown once, with the part as done as it was', () => {
  const row = aRow({ id: 'a', contributors: [{ ...paul, ...done }] });
  expect(after(row, actRequests.assign({ approver: paul }, now))).toMatchObject({
    contributors: [],
    approver: { ...paul, ...done },
  });
});

test('an approver who becomes the owner approves no longer', () => {
  const row = aRow({ id: 'a', approver: { ...paul, ...toDo } });
  expect(after(row, actRequests.assign({ owner: paul }, now))).toMatchObject({ owner: paul, approver: null });
});

test('an owner who is given a contribution keeps the owner’s part only', () => {
  const row = aRow({ id: 'a', owner: paul });
  expect(after(row, actRequests.assign({ contributors: [paul, zoe] }, now)).contributors).toEqual([
    { ...zoe, ...toDo },
  ]);
});

test('who is assigned an item has it from now on and without a lease', () => {
  expect(after(held, actRequests.assign({ owner: zoe }, now))).toMatchObject({
    owner: zoe,
    heldSince: NOW,
    claimedUntil: null,
    ownerDoneAt: null,
    requests: [],
  });
});

test('an owner who is assigned the item again keeps it without a lease', () => {
  const { heldSince, requests } = held;
  expect(after(held, actRequests.assign({ owner: paul }, now))).toMatchObject({
    heldSince,
    requests,
    claimedUntil: null,
    ownerDoneAt: held.ownerDoneAt,
  });
});

test('who is handed an item has it without a lease, and who asked for it with one', () => {
  expect(after(held, actRequests.handOver(me, '', { now }))).toMatchObject({
    owner: me,
    heldSince: NOW,
    claimedUntil: null,
    requests: [],
  });
  expect(after(held, actRequests.handOver(zoe, '', { now }))).toMatchObject({
    heldSince: NOW,
    claimedUntil: LEASE_END,
  });
});

test('a claimed item is new in the hands of who claims it', () => {
  const row = { ...held, claimedUntil: '2026-11-22T09:59:00.000Z', lapsedOwner: zoe };
  expect(after(row, actRequests.claim(me, now))).toMatchObject({
    owner: me,
    heldSince: NOW,
    claimedUntil: LEASE_END,
    lapsedOwner: null,
    requests: [],
    ownerDoneAt: null,
  });
});

test('what a colleague holds stays as it is for who claims it', () => {
  expect(after(held, actRequests.claim(me, now))).toEqual(held);
});

test('a claim of one’s own item only renews the lease', () => {
  expect(after(held, actRequests.claim(paul, now))).toEqual({ ...held, claimedUntil: LEASE_END });
});

test('a released item belongs to nobody, and nobody asks for it', () => {
  expect(after(held, actRequests.release())).toMatchObject({
    owner: null,
    heldSince: null,
    claimedUntil: null,
    ownerDoneAt: null,
    requests: [],
  });
});

test('a confidential item names whoever works on it, and who makes it so without being a lead', () => {
  const row = aRow({ id: 'a', owner: paul, contributors: [{ ...zoe, ...toDo }] });
  expect(after(row, actRequests.restrict([], null)).confidentialTo).toEqual([paul, zoe]);
  expect(after(row, actRequests.restrict([paul], me)).confidentialTo).toEqual([paul, zoe, me]);
  expect(after(row, actRequests.restrict(null, me)).confidentialTo).toBeNull();
});

test('whoever is given a confidential item is named in it', () => {
  const row = aRow({ id: 'a', confidentialTo: [me] });
  expect(after(row, actRequests.assign({ owner: paul, approver: zoe }, now)).confidentialTo).toEqual([me, paul, zoe]);
});
