'use client';
import { useTranslations } from 'next-intl';
import { useChannels } from '#components/inbox-state/workspace/use-channels.ts';
import type { ComposerMode } from '#components/inbox-state/screen-state.ts';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { availabilityOf } from '#components/allowed-actions/availability.ts';
import { useUnavailableText } from '#components/allowed-actions/use-unavailable-text.ts';
import { useNetwork } from '#components/networks/networks-context.tsx';
import type { ItemRow, MessageView } from '#lib/items/types.ts';

export type Blocker = (mode: ComposerMode) => string | null;

/**
 * Why a message can't be answered in a mode now, in a sentence that says what to do instead; null when it can.
 * @param message the message that is answered
 * @param now milliseconds since 1970
 */
export function useBlocker(row: ItemRow, message: MessageView | undefined, now: number): Blocker {
  const t = useTranslations('composer.blocked');
  const { can, me } = useWorkspace();
  const channel = useChannels()?.find(({ id }) => id === row.channelId);
  const network = useNetwork(row.network).name;
  const unavailableText = useUnavailableText();
  const unavailable = (isPrivate: boolean): string | null => {
    const capability = isPrivate ? row.capabilities.privateReply : row.capabilities.reply;
    if (!capability) return t(isPrivate ? 'noPrivate' : 'noReply', { network });
    if (!message) return t('noTarget');
    // If the message was deleted while the member writes, the line above the text says so.
    if (message.deletedAt) return null;
    const availability = availabilityOf(message, isPrivate ? 'privateReply' : 'reply', now);
    if (availability.can) return null;
    if (availability.reason === 'not_offered') return t(isPrivate ? 'noPrivate' : 'noReply', { network });
    return unavailableText(availability, { isPrivate });
  };
  return (mode) => {
    if (mode === 'note') return can('addNote') ? null : t('role');
    if (!can('reply')) return t('role');
    const reason = unavailable(mode === 'private');
    if (reason !== null) return reason;
    if (channel && channel.status !== 'connected') return t('channel', { handle: channelLabel(channel) });
    const isOthers =
      row.owner !== null && row.owner.id !== me.memberId && !row.contributors.some(({ id }) => id === me.memberId);
    const isLapsed = row.claimedUntil !== null && Date.parse(row.claimedUntil) < now;
    if (isOthers && !isLapsed && me.role === 'manager') return t('held', { name: row.owner?.name ?? '' });
    return null;
  };
}
