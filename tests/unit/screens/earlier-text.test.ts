import { expect, test } from 'vitest';
import { textSeenAt } from '#components/message-text/earlier-text.ts';

// Newest first, as the server gives them.
const message = {
  versions: [
    { text: 'second', replacedAt: '2026-11-21T10:00:00.000Z' },
    { text: 'first', replacedAt: '2026-11-21T09:00:00.000Z' },
  ],
};

test('a member who read the message before its first edit read the original text', () => {
  expect(textSeenAt(message, null)).toBe('first');
});

test('a member who read the message between two edits read the text between them', () => {
  expect(textSeenAt(message, '2026-11-21T09:00:00.000Z')).toBe('second');
});

test('a member who read the message after its last edit read the current text', () => {
  expect(textSeenAt(message, '2026-11-21T10:00:00.000Z')).toBeNull();
  expect(textSeenAt({ versions: [] }, null)).toBeNull();
});
