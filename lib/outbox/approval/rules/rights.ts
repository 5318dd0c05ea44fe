import { defineRight } from '#lib/act.ts';

/** To say which replies wait for an approval. */
export const manageRules = defineRight('approvals.manage');
