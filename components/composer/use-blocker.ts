'use client';
import { useTranslations } from 'next-intl';
import { useChannels } from '#components/channels/use-channels.ts';
import type { ComposerMode } from '#components/inbox/inbox-provider.tsx';
import { voiceOf } from '#components/inbox/names.ts';
import { useWorkspace } from '#components/inbox/workspace-context.tsx';
import { offerOf } from '#components/item/offers.ts';
import { useOfferReason } from '#components/item/use-offer-reason.ts';
import { useNetwork } from '#components/networks/networks-context.tsx';
import type { ItemRow, MessageView } from '#lib/items/types.ts';

export type Blocker = (mode: ComposerMode) => string | null;

/**
 * Why a message can't be answered in this way now, in a sentence with a way out; null when it can.
 * @param message the one that is answered
 * @param now milliseconds since 1970
 */
export function useBlocker(row: ItemRow, message: MessageView | undefined, now: number): Blocker {
  const t = useTranslations('composer.blocked');
  const { can, me } = useWorkspace();
  const channel = useChannels()?.find(({ id }) => id === row.channelId);
  const network = useNetwork(row.network).name;
  const reasonOf = useOfferReason();
  const refusal = (isPrivate: boolean): string | null => {
    const capability = isPrivate ? row.capabilities.privateReply : row.capabilities.reply;
    if (!capability) return t(isPrivate ? 'noPrivate' : 'noReply', { network });
    if (!message) return t('noTarget');
    // What was deleted under the writer's hands is said beside what was written.
    if (message.deletedAt) return null;
    const offer = offerOf(message, isPrivate ? 'privateReply' : 'reply', now);
    if (offer.can) return null;
    if (offer.reason === 'not_offered') return t(isPrivate ? 'noPrivate' : 'noReply', { network });
    return reasonOf(offer, { isPrivate });
  };
  return (mode) => {
    if (mode === 'note') return can('addNote') ? null : t('role');
    if (!can('reply')) return t('role');
    const refused = refusal(mode === 'private');
    if (refused !== null) return refused;
    if (channel && channel.status !== 'connected') return t('channel', { handle: voiceOf(channel) });
    const isHeld =
      row.owner !== null && row.owner.id !== me.memberId && !row.contributors.some(({ id }) => id === me.memberId);
    const isLapsed = row.claimedUntil !== null && Date.parse(row.claimedUntil) < now;
    if (isHeld && !isLapsed && me.role === 'manager') return t('held', { name: row.owner?.name ?? '' });
    return null;
  };
}
