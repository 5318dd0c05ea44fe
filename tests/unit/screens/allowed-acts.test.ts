import { expect, test } from 'vitest';
import { allowedActs } from '#app/actions/screen-acts.ts';

test('a screen offers a client notes and approvals, and nothing else', () => {
  expect(allowedActs('client')).toEqual(['addNote', 'approveReply']);
});

test('a screen offers a lead to assign items, but not to delete a colleague’s note', () => {
  const acts = allowedActs('lead');
  expect(acts).toContain('assignItem');
  expect(acts).not.toContain('deleteOthersNote');
  expect(allowedActs('admin')).toContain('deleteOthersNote');
});
