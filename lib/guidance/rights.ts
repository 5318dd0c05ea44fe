import { defineRight } from '#lib/act.ts';

/** To pin, change and withdraw guidance. */
export const manageGuidance = defineRight('guidance.manage');
