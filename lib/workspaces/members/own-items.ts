import { defineRight } from '#lib/act.ts';

/** To own items or contribute to them: whoever loses this right gives back what she owns. */
export const ownItems = defineRight('items.work');
