import { StateStore } from '../state-store.ts';

/** The items that are being dragged, for who may take them. */
export const draggedItems = new StateStore<{ ids: readonly string[] | null }>({ ids: null });
