'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Bell, BellOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { announce } from '#components/ui/announcer/announce.ts';
import { Icon } from '#components/ui/icon.tsx';
import { MenuItem } from '#components/ui/overlays/menu.tsx';

/** Ends the reader's own notifications of an item, or begins them again. */
export function MuteMenuItem({ itemId }: { itemId: string }) {
  const t = useTranslations('notifications');
  const { api } = useWorkspace();
  const { screen } = useInbox();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const queryKey = ['notifications', 'mute', itemId];
  const isMuted = useQuery({ queryKey, queryFn: () => api.getMute(itemId) }).data?.isMuted ?? false;
  const toggle = async () => {
    try {
      await api.mute(itemId, !isMuted);
      cache.setQueryData(queryKey, { isMuted: !isMuted });
      announce(t(isMuted ? 'unmuted' : 'muted'));
    } catch (error) {
      screen.set({ notice: problemText(error) });
    }
  };
  return (
    <MenuItem icon={<Icon of={isMuted ? Bell : BellOff} />} onClick={() => void toggle()}>
      {t(isMuted ? 'unmute' : 'mute')}
    </MenuItem>
  );
}
