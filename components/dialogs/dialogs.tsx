'use client';
import dynamic from 'next/dynamic';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useStore } from '#components/inbox-state/state-store.ts';

const windows = {
  palette: dynamic(async () => (await import('./palette.tsx')).Palette, { ssr: false }),
  keys: dynamic(async () => (await import('./keys-sheet.tsx')).KeysSheet, { ssr: false }),
  assign: dynamic(async () => (await import('./assign-picker.tsx')).AssignPicker, { ssr: false }),
  tag: dynamic(async () => (await import('./tag-picker.tsx')).TagPicker, { ssr: false }),
  snooze: dynamic(async () => (await import('./snooze-picker.tsx')).SnoozePicker, { ssr: false }),
  workspace: dynamic(async () => (await import('./workspace-picker.tsx')).WorkspacePicker, { ssr: false }),
  filter: dynamic(async () => (await import('./filter-picker.tsx')).FilterPicker, { ssr: false }),
  'save-view': dynamic(async () => (await import('./save-view-dialog.tsx')).SaveViewDialog, { ssr: false }),
};

/** The small windows that keys open, each loaded when it is first asked for. */
export function Asks() {
  const { desk } = useInbox();
  const ask = useStore(desk, (state) => state.ask);
  if (!ask) return null;
  const Window = windows[ask.kind];
  return <Window itemIds={ask.itemIds} onClose={() => desk.set({ ask: null })} />;
}

export type AskProps = { itemIds: readonly string[]; onClose: () => void };
