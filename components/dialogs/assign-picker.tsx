'use client';
import { UserMinus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useMemberList } from '#components/inbox-state/workspace/use-members.ts';
import { Avatar } from '#components/ui/avatar.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Picker, type PickerOption } from '#components/ui/overlays/picker.tsx';
import type { MemberView } from '#components/api/client.ts';
import type { MemberRef } from '#lib/items/types.ts';
import type { DialogProps } from './dialog-props.ts';
import { useTargets } from './use-targets.ts';

/** Assigns items to one owner and any number of contributors. */
export function AssignPicker({ itemIds, onClose }: DialogProps) {
  const t = useTranslations('asks');
  const roles = useTranslations('common.roles');
  const { items } = useInbox();
  const acts = useActs();
  const { members: all, isLoading } = useMemberList();
  const members = all.filter(({ role }) => role !== 'client');
  const targets = useTargets(itemIds);
  const rows = itemIds.flatMap((id) => items.row(id) ?? []);
  // Of several items, those in a channel that the member does not see are left out.
  const reasonOf = ({ channelIds }: MemberView) =>
    channelIds && rows.length > 0 && rows.every(({ channelId }) => !channelIds.includes(channelId))
      ? { reason: t('cannotReceive.channel') }
      : {};
  const one = itemIds.length === 1 && itemIds[0] ? items.row(itemIds[0]) : undefined;
  const assign = (owner: MemberRef | null) => {
    onClose();
    targets.run('assign', { ownerId: owner?.id ?? null }, () => acts.assign(itemIds, owner));
  };
  const contribute = (member: MemberRef) => {
    if (!one) return;
    const isContributor = one.contributors.some(({ id }) => id === member.id);
    const contributors = isContributor
      ? one.contributors.filter(({ id }) => id !== member.id)
      : [...one.contributors, member];
    onClose();
    void acts.assign(itemIds, one.owner, contributors);
  };
  const owners: PickerOption[] = members.map((member) => {
    const { id, name, role } = member;
    return {
      id,
      ...reasonOf(member),
      label: name,
      icon: <Avatar name={name} size={20} />,
      detail: roles(role),
      isChosen: one?.owner?.id === id,
      onSelect: () => assign({ id, name }),
    };
  });
  const nobody: PickerOption = {
    id: 'nobody',
    label: t('unassign'),
    icon: <Icon of={UserMinus} />,
    onSelect: () => assign(null),
  };
  const contributors = members.filter(({ id }) => id !== one?.owner?.id);
  return (
    <Picker
      label={t('assign', { count: itemIds.length })}
      placeholder={t('assignPlaceholder')}
      empty={t('nobody')}
      isLoading={isLoading}
      onClose={onClose}
      groups={[
        { heading: t('owner'), options: [...owners, nobody] },
        {
          heading: t('contributors'),
          options: !one
            ? []
            : contributors.map((member) => {
                const { id, name } = member;
                return {
                  id: `contributor ${id}`,
                  ...reasonOf(member),
                  label: name,
                  synonyms: [`+ ${name}`],
                  icon: <Avatar name={name} size={20} />,
                  isChosen: one.contributors.some((contributor) => contributor.id === id),
                  onSelect: () => contribute({ id, name }),
                };
              }),
        },
      ]}
    />
  );
}
