'use client';
import { Problem } from '#components/api/problem.ts';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import type { DialogKind } from '#components/inbox-state/screen-state.ts';
import { useStateStore } from '#components/inbox-state/state-store.ts';
import { useMaybeRoute } from '#components/route/use-route.ts';
import { preloadable, usePreload } from '#components/ui/preload/preloadable.ts';
import { WarmUp } from '#components/ui/overlays/warm-up.tsx';
import type { DialogProps } from './dialog-props.ts';
import { useHoldKeys } from './use-hold-keys.ts';
import { usePrefetchLists } from './use-prefetch-lists.ts';

const dialogs = {
  palette: preloadable<DialogProps>(async () => (await import('./palette/palette.tsx')).Palette),
  tag: preloadable<DialogProps>(async () => (await import('./tag-picker.tsx')).TagPicker),
  case: preloadable<DialogProps>(async () => (await import('./case-picker.tsx')).CasePicker),
  snooze: preloadable<DialogProps>(async () => (await import('./snooze-picker.tsx')).SnoozePicker),
  schedule: preloadable<DialogProps>(async () => (await import('./schedule-picker.tsx')).SchedulePicker),
  promise: preloadable<DialogProps>(async () => (await import('./promise-picker.tsx')).PromisePicker),
  resolve: preloadable<DialogProps>(async () => (await import('./resolve-dialog.tsx')).ResolveDialog),
  assign: preloadable<DialogProps>(async () => (await import('./people/assign-picker.tsx')).AssignPicker),
  'ask-for': preloadable<DialogProps>(async () => (await import('./people/ask-dialog.tsx')).AskDialog),
  'hand-over': preloadable<DialogProps>(async () => (await import('./people/hand-over-dialog.tsx')).HandOverDialog),
  confidential: preloadable<DialogProps>(async () => (await import('./confidential-picker.tsx')).ConfidentialPicker),
  keys: preloadable<DialogProps>(async () => (await import('./keys-sheet.tsx')).KeysSheet),
  filter: preloadable<DialogProps>(async () => (await import('./filter-picker.tsx')).FilterPicker),
  workspace: preloadable<DialogProps>(async () => (await import('./workspace-picker.tsx')).WorkspacePicker),
  'save-view': preloadable<DialogProps>(async () => (await import('./save-view-dialog.tsx')).SaveViewDialog),
} satisfies Record<DialogKind, unknown>;

const preloaded = Object.values(dialogs);
const ignore = () => undefined;
const warmUpOf = (Dialog: (typeof preloaded)[number], index: number) => (
  <Dialog key={index} itemIds={[]} onClose={ignore} onLoadFailure={ignore} />
);
const { palette, keys, workspace, ...ofLists } = dialogs;
const ofEveryPage = [palette, keys, workspace].map(warmUpOf);
/** These are about the list on the screen. */
const ofListPages = Object.values(ofLists).map(warmUpOf);

/** The dialog that a key or a button has opened. All are loaded ahead, so that each opens in the next frame. */
export function OpenDialog() {
  const { screen } = useInbox();
  const problemText = useProblemText();
  const request = useStateStore(screen, (state) => state.dialog);
  const isLoaded = usePreload(preloaded);
  const hasList = useMaybeRoute(({ view }) => view) !== null;
  usePrefetchLists();
  useHoldKeys();
  const Dialog = request ? dialogs[request.kind] : null;
  return (
    <>
      {isLoaded ? <WarmUp dialogs={ofEveryPage} /> : null}
      {isLoaded && hasList ? <WarmUp dialogs={ofListPages} /> : null}
      {request && Dialog ? (
        <Dialog
          itemIds={request.itemIds}
          stays={request.stays ?? false}
          sends={request.sends ?? false}
          onClose={() => screen.set({ dialog: null })}
          onLoadFailure={() => screen.set({ dialog: null, notice: problemText(new Problem('unreachable', 0)) })}
        />
      ) : null}
    </>
  );
}
