import { holdKeys } from '#components/keys/type-ahead.ts';
import type { ComposerMode, ScreenState } from './screen-state.ts';
import type { StateStore } from './state-store.ts';

/** How long an item may take to show where one writes, in milliseconds. After that, what was typed is forgotten. */
const SLOWEST_MS = 5_000;

/**
 * Moves the focus into the composer of the open item, or of the one that is being opened. What is typed until then is written
 * there: its letters are keys, and would act on items.
 */
export function writeOnItem(screen: StateStore<ScreenState>, composerMode: ComposerMode): void {
  holdKeys({ forMs: SLOWEST_MS });
  screen.set({
    composerMode,
    // The composer of an item that is still loading takes it as soon as it is there.
    focusRequest: 'composer',
    composerFocusRequests: screen.get().composerFocusRequests + 1,
  });
}
