import { defineRight } from '#lib/act.ts';

/** To write, change or delete a saved reply of the whole organization. */
export const shareSavedReply = defineRight('saved_replies.share');

/** To send a reply that the guard-rails stop, where the workspace allows it, with a reason. */
export const overrideGuardRails = defineRight('guard_rails.override');
