import { defineRight } from '#lib/act.ts';

/** The right to own items or contribute to them. A member who loses it gives back the items she owns. */
export const ownItems = defineRight('items.work');
