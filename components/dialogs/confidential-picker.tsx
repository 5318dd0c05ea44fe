'use client';
import { Lock, Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useRow } from '#components/inbox-state/items/use-row.ts';
import { useMemberList } from '#components/inbox-state/workspace/use-members.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Picker, type PickerOption } from '#components/ui/overlays/picker.tsx';
import type { MemberRef } from '#lib/items/types.ts';
import type { DialogProps } from './dialog-props.ts';
import { isForLeadsOnly, namedChoices } from './who-sees.ts';

/** Chooses who sees an item: everybody who sees its channel, or leads and named people only. */
export function ConfidentialPicker({ itemIds, onClose }: DialogProps) {
  const t = useTranslations('asks');
  const roles = useTranslations('common.roles');
  const acts = useActs();
  const { me, can } = useWorkspace();
  const { members: all, isLoading } = useMemberList();
  const itemId = itemIds[0] ?? '';
  const row = useRow(itemId);
  const named = row?.confidentialTo ?? null;
  // Those who assign items see confidential ones anyway.
  const self = can('assignItem') ? null : { id: me.memberId, name: me.name };
  const choose = (members: MemberRef[] | null) => {
    onClose();
    void acts.restrict(itemId, members);
  };
  const option = (isChosen: boolean, members: MemberRef[] | null) => ({
    isChosen,
    onSelect: () => (isChosen ? onClose() : choose(members)),
  });
  const toggle = (member: MemberRef) => {
    const others = (named ?? []).filter(({ id }) => id !== member.id);
    choose(others.length < (named?.length ?? 0) ? others : [...others, member]);
  };
  const who: PickerOption[] = [
    { id: 'everyone', label: t('everyone'), icon: <Icon of={Users} />, ...option(named === null, null) },
    { id: 'leads', label: t('leadsOnly'), icon: <Icon of={Lock} />, ...option(isForLeadsOnly(row, all, self), []) },
  ];
  const people: PickerOption[] = namedChoices(row, all, self).map(({ id, name, role, isChosen, cannot }) => ({
    id,
    label: name,
    icon: <Avatar name={name} size={20} />,
    detail: roles(role),
    reason: cannot ? t(`cannotName.${cannot}`) : undefined,
    isChosen,
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
