'use client';
import dynamic from 'next/dynamic';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import type { DialogKind } from '#components/inbox-state/screen-state.ts';
import { useStateStore } from '#components/inbox-state/state-store.ts';
import type { ComponentType } from 'react';
import type { DialogProps } from './dialog-props.ts';

const dialogs: Record<DialogKind, ComponentType<DialogProps>> = {
  palette: dynamic(async () => (await import('./palette.tsx')).Palette, { ssr: false }),
  keys: dynamic(async () => (await import('./keys-sheet.tsx')).KeysSheet, { ssr: false }),
  assign: dynamic(async () => (await import('./assign-picker.tsx')).AssignPicker, { ssr: false }),
  tag: dynamic(async () => (await import('./tag-picker.tsx')).TagPicker, { ssr: false }),
  snooze: dynamic(async () => (await import('./snooze-picker.tsx')).SnoozePicker, { ssr: false }),
  workspace: dynamic(async () => (await import('./workspace-picker.tsx')).WorkspacePicker, { ssr: false }),
  filter: dynamic(async () => (await import('./filter-picker.tsx')).FilterPicker, { ssr: false }),
  'save-view': dynamic(async () => (await import('./save-view-dialog.tsx')).SaveViewDialog, { ssr: false }),
};

/** The dialog that a key or a button has opened. Each is loaded when it is opened first. */
export function OpenDialog() {
  const { screen } = useInbox();
  const request = useStateStore(screen, (state) => state.dialog);
  if (!request) return null;
  const Dialog = dialogs[request.kind];
  return <Dialog itemIds={request.itemIds} onClose={() => screen.set({ dialog: null })} />;
}
