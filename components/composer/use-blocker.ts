'use client';
import { useTranslations } from 'next-intl';
import { useChannels } from '#components/channels/use-channels.ts';
import type { ComposerMode } from '#components/inbox/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox/workspace-context.tsx';
import { useNow } from '#components/ui/use-now.ts';
import { useSpan } from '#components/ui/when.tsx';
import type { ItemRow } from '#lib/inbox/types.ts';

/** Why this item can't be answered in this way now, in a sentence with a way out; null when it can. */
export function useBlocker(row: ItemRow): (mode: ComposerMode) => string | null {
  const t = useTranslations('composer.blocked');
  const { can, me } = useWorkspace();
  const channel = useChannels()?.find(({ id }) => id === row.channelId);
  const now = useNow();
  const span = useSpan();
  return (mode) => {
    if (mode === 'note') return can('notes.write') ? null : t('role');
    if (!can('replies.write')) return t('role');
    const network = channel?.networkName ?? row.network;
    if (mode === 'private' && !row.capabilities.privateReply) return t('noPrivate', { network });
    if (mode === 'reply' && !row.capabilities.reply) return t('noReply', { network });
    if (row.replyDeadline && Date.parse(row.replyDeadline) <= now) {
      return t('window', { span: span(now - Date.parse(row.replyDeadline)) });
    }
    if (channel && channel.status !== 'connected') return t('channel', { handle: channel.handle });
    const isHeld =
      row.owner !== null && row.owner.id !== me.memberId && !row.contributors.some(({ id }) => id === me.memberId);
    const isLapsed = row.claimedUntil !== null && Date.parse(row.claimedUntil) < now;
    if (isHeld && !isLapsed && me.role === 'manager') return t('held', { name: row.owner?.name ?? '' });
    return null;
  };
}
