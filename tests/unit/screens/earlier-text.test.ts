import { expect, test } from 'vitest';
import { textSeenAt } from '#components/message-text/earlier-text.ts';

// Newest first, as the server gives them.
const message = {
  versions: [
    { text: 'second', replacedAt: '2026-11-21T10:00:00.000Z' },
    { text: 'first', replacedAt: '2026-11-21T09:00:00.000Z' },
  ],
};

test('whoever read it before any change read the first text', () => {
  expect(textSeenAt(message, null)).toBe('first');
});

test('whoever read it between two changes read the text between them', () => {
  expect(textSeenAt(message, '2026-11-21T09:00:00.000Z')).toBe('second');
});

test('whoever read it after the last change read what stands now', () => {
  expect(textSeenAt(message, '2026-11-21T10:00:00.000Z')).toBeNull();
  expect(textSeenAt({ versions: [] }, null)).toBeNull();
});
