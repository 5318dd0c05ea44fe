import { expect, test } from 'vitest';
import { deadlineOf } from '#components/item-facts/deadline.ts';
import type { ReplyCapability, ReplyWindow } from '#lib/networks/contract.ts';

const HOUR = 3_600_000;
const WRITTEN = Date.parse('2026-11-21T12:00:00.000Z');
const after = (hours: number) => new Date(WRITTEN + hours * HOUR).toISOString();

const aRow = (windows: readonly ReplyWindow[] | undefined, replyDeadline: string | null) => {
  const reply: ReplyCapability = { maxLength: 2_000, count: 'utf16', ...(windows ? { windows } : {}) };
  return { capabilities: { reply }, lastInboundAt: after(0), replyDeadline };
};

const humanAgent: readonly ReplyWindow[] = [
  { as: 'response', forMs: 24 * HOUR, since: 'contact' },
  { as: 'human_agent', forMs: 168 * HOUR, since: 'contact', right: 'humanAgent' },
];
const followUps: readonly ReplyWindow[] = [
  { as: 'response', forMs: 48 * HOUR, since: 'contact' },
  { as: 'follow_up', forMs: 2_160 * HOUR, since: 'contact', max: 3 },
];

test('an item that can always be answered has no deadline', () => {
  expect(deadlineOf(aRow(undefined, null), WRITTEN)).toBeNull();
});

test('the deadline is the last moment to answer, in the first window and in the one after it', () => {
  const row = aRow(humanAgent, after(168));
  const deadline = { at: after(168), isLimited: false };
  expect(deadlineOf(row, WRITTEN)).toEqual(deadline);
  expect(deadlineOf(row, WRITTEN + 100 * HOUR)).toEqual(deadline);
});

test('a channel without the right to a later window has none, not even once its own is closed', () => {
  expect(deadlineOf(aRow(humanAgent, after(24)), WRITTEN + 30 * HOUR)).toEqual({ at: after(24), isLimited: false });
});

test('while any number of replies is accepted, a later window for a few does not count', () => {
  expect(deadlineOf(aRow(followUps, after(48)), WRITTEN + 47 * HOUR)).toEqual({ at: after(48), isLimited: false });
});

test('once only a few replies are accepted, the deadline is the end of that window', () => {
  expect(deadlineOf(aRow(followUps, after(48)), WRITTEN + 48 * HOUR)).toEqual({ at: after(2_160), isLimited: true });
  expect(deadlineOf(aRow(followUps, after(48)), WRITTEN + 2_160 * HOUR)).toEqual({ at: after(48), isLimited: false });
});
