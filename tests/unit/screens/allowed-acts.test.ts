import { expect, test } from 'vitest';
import { allowedActs } from '#app/actions/screen-acts.ts';

test('a screen offers a client notes, approvals and what is theirs alone, and nothing else', () => {
  expect(allowedActs('client')).toEqual(['acknowledgeSinceLeft', 'addNote', 'approveReply']);
});

test('a screen offers a lead to assign items, but not to delete a colleague’s note', () => {
  const acts = allowedActs('lead');
  expect(acts).toContain('assignItem');
  expect(acts).not.toContain('deleteOthersNote');
  expect(allowedActs('admin')).toContain('deleteOthersNote');
});
