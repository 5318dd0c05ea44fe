'use client';
import { Lock, Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useRow } from '#components/inbox-state/items/use-row.ts';
import { useMemberList } from '#components/inbox-state/workspace/use-members.ts';
import { Avatar } from '#components/ui/avatar.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Picker, type PickerOption } from '#components/ui/overlays/picker.tsx';
import type { MemberRef } from '#lib/items/types.ts';
import type { DialogProps } from './dialog-props.ts';

/** Chooses who sees an item: everybody who sees its channel, or leads and named people only. */
export function ConfidentialPicker({ itemIds, onClose }: DialogProps) {
  const t = useTranslations('asks');
  const roles = useTranslations('common.roles');
  const acts = useActs();
  const { members: all, isLoading } = useMemberList();
  const itemId = itemIds[0] ?? '';
  const row = useRow(itemId);
  const named = row?.confidentialTo ?? null;
  const choose = (members: MemberRef[] | null) => {
    onClose();
    void acts.restrict(itemId, members);
  };
  const toggle = (member: MemberRef) => {
    const others = (named ?? []).filter(({ id }) => id !== member.id);
    choose(others.length < (named?.length ?? 0) ? others : [...others, member]);
  };
  const who: PickerOption[] = [
    {
      id: 'everyone',
      label: t('everyone'),
      icon: <Icon of={Users} />,
      isChosen: named === null,
      onSelect: () => choose(null),
    },
    {
      id: 'leads',
      label: t('leadsOnly'),
      icon: <Icon of={Lock} />,
      isChosen: named?.length === 0,
      onSelect: () => choose([]),
    },
  ];
  // Admins and leads see it anyway.
  const people: PickerOption[] = all
    .filter(({ role }) => role !== 'admin' && role !== 'lead')
    .map(({ id, name, role, channelIds }) => ({
      id,
      label: name,
      icon: <Avatar name={name} size={20} />,
      detail: roles(role),
      reason: row && channelIds?.includes(row.channelId) === false ? t('cannotReceive.channel') : undefined,
      isChosen: named?.some((one) => one.id === id) ?? false,
      onSelect: () => toggle({ id, name }),
    }));
  return (
    <Picker
      label={t('confidential')}
      placeholder={t('confidentialPlaceholder')}
      empty={t('nobody')}
      isLoading={isLoading}
      onClose={onClose}
      groups={[
        { heading: null, options: who },
        { heading: t('named'), options: people },
      ]}
    />
  );
}
