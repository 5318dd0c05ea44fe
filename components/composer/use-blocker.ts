'use client';
import { useTranslations } from 'next-intl';
import { useChannels } from '#components/inbox-state/workspace/use-channels.ts';
import type { ComposerMode } from '#components/inbox-state/screen-state.ts';
import { channelLabel } from '#components/inbox-state/people/names.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { availabilityOf } from '#components/allowed-actions/availability.ts';
import { useUnavailableText } from '#components/allowed-actions/use-unavailable-text.ts';
import { useNetwork } from '#components/networks/networks-context.tsx';
import type { ItemRow, MemberRef, MessageView } from '#lib/items/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';

/** @param options.isTemplate a template is sent, which needs no open reply window */
export type Blocker = (mode: ComposerMode, options?: { isTemplate: boolean }) => string | null;

/**
 * Why a message can't be answered in a mode now, in a sentence that says what to do instead; null when it can.
 * @param message the message that is answered
 * @param given.now milliseconds since 1970
 * @param given.onlyOwnerSends then colleagues of the owner may draft, and are stopped when they send
 */
export function useBlocker(
  row: ItemRow,
  message: MessageView | undefined,
  { now, onlyOwnerSends }: { now: number; onlyOwnerSends: boolean },
): Blocker {
  const t = useTranslations('composer.blocked');
  const { can, me } = useWorkspace();
  const channel = useChannels()?.find(({ id }) => id === row.channelId);
  const network = useNetwork(row.network).name;
  const unavailableText = useUnavailableText();
  const unavailable = (isPrivate: boolean, isTemplate: boolean): string | null => {
    const capability = isPrivate ? row.capabilities.privateReply : row.capabilities.reply;
    if (!capability) return t(isPrivate ? 'noPrivate' : 'noReply', { network });
    if (!message) return t('noTarget');
    // If the message was deleted while the member writes, the line above the text says so.
    if (message.deletedAt) return null;
    const availability = availabilityOf(message, isPrivate ? 'privateReply' : 'reply', now);
    if (availability.can || (isTemplate && availability.reason === 'window_closed')) return null;
    if (availability.reason === 'not_offered') return t(isPrivate ? 'noPrivate' : 'noReply', { network });
    return unavailableText(availability, { isPrivate });
  };
  return (mode, { isTemplate } = { isTemplate: false }) => {
    if (mode === 'note') return can('addNote') ? null : t('role');
    if (!can('reply')) return t('role');
    const reason = unavailable(mode === 'private', isTemplate);
    if (reason !== null) return reason;
    if (channel && channel.status !== 'connected') return t('channel', { handle: channelLabel(channel) });
    const holder = colleagueHolding(row, me.memberId, now);
    const isContributor = row.contributors.some(({ id }) => id === me.memberId);
    if (holder && !isContributor && !onlyOwnerSends && me.role === 'manager') return t('held', { name: holder.name });
    return null;
  };
}

/** Why the member may draft, but not send: only the owner sends here, and that is a colleague. */
export function useSendBlocker(row: ItemRow, given: { now: number; onlyOwnerSends: boolean }): string | null {
  const t = useTranslations('composer.blocked');
  const { me } = useWorkspace();
  const holder = given.onlyOwnerSends ? colleagueHolding(row, me.memberId, given.now) : null;
  return holder ? t('onlyOwner', { name: isolated(plainLine(holder.name)) }) : null;
}

function colleagueHolding({ owner, claimedUntil }: ItemRow, memberId: string, now: number): MemberRef | null {
  const isLapsed = claimedUntil !== null && Date.parse(claimedUntil) < now;
  return owner && owner.id !== memberId && !isLapsed ? owner : null;
}
