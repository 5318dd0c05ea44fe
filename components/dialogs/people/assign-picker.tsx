'use client';
import { ListChecks, UserMinus, Users, UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Assigning } from '#components/inbox-state/acts/people-after.ts';
import { assignBody } from '#components/inbox-state/acts/act-requests.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useReceivers } from '#components/inbox-state/workspace/use-receivers.ts';
import { useTeams } from '#components/inbox-state/workspace/use-teams.ts';
import { Avatar } from '#components/ui/avatar.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Picker, type PickerGroup, type PickerOption } from '#components/ui/overlays/picker.tsx';
import type { ItemRow, MemberRef, TagRef } from '#lib/items/types.ts';
import type { ReceiverView } from '#lib/items/team/types.ts';
import type { DialogProps } from '../dialog-props.ts';
import { useTargets } from '../use-targets.ts';
import { whyTeamCannot } from './team-receives.ts';

/** Assigns items to one owner and a team; one item also to contributors and an approver. Says who must finish. */
export function AssignPicker({ itemIds, onClose }: DialogProps) {
  const t = useTranslations('asks');
  const { items } = useInbox();
  const acts = useActs();
  const targets = useTargets(itemIds);
  const { people, phase } = useReceivers(targets.isAll ? [] : itemIds);
  const teams = useTeams();
  const one = itemIds.length === 1 && itemIds[0] ? items.row(itemIds[0]) : undefined;
  const assign = (to: Assigning) => {
    onClose();
    targets.run('assign', assignBody(to), () => acts.assign(itemIds, to));
  };
  const person = usePersonOption();
  const groups: PickerGroup[] = [
    {
      heading: t('owner'),
      options: [
        ...people.map((member) => ({
          ...person(member),
          isChosen: one?.owner?.id === member.id,
          onSelect: () => assign({ owner: refOf(member) }),
        })),
        { id: 'nobody', label: t('unassign'), icon: <Icon of={UserMinus} />, onSelect: () => assign({ owner: null }) },
      ],
    },
    { heading: t('teams'), options: useTeamOptions(teams, people, one, (team) => assign({ team })) },
    ...usePartGroups(people, one, assign),
    { heading: t('closing'), options: useClosingOptions(one, (needsAll) => assign({ needsAll })) },
  ];
  return (
    <Picker
      label={t('assign', { count: itemIds.length })}
      placeholder={t('assignPlaceholder')}
      empty={phase === 'failed' ? t('peopleFailed') : phase === 'loading' ? t('peopleLoading') : t('nobody')}
      isLoading={phase === 'loading'}
      onClose={onClose}
      groups={phase === 'ready' ? groups : []}
    />
  );
}

const refOf = ({ id, name }: MemberRef): MemberRef => ({ id, name });

type PersonOption = Omit<PickerOption, 'onSelect'>;

/** A person in a picker: how much they hold, whether they are here, or why they cannot receive the item. */
export function usePersonOption(): (member: ReceiverView) => PersonOption {
  const t = useTranslations('asks');
  return ({ id, name, isHere, open, cannot }) => ({
    id,
    label: name,
    icon: <Avatar name={name} size={20} />,
    detail: [...(isHere ? [t('here')] : []), t('holds', { count: open })].join(' · '),
    reason: cannot ? t(`cannotReceive.${cannot}`) : undefined,
  });
}

function useTeamOptions(
  teams: readonly (TagRef & { members: readonly MemberRef[] })[],
  people: readonly ReceiverView[],
  one: ItemRow | undefined,
  onChoose: (team: TagRef | null) => void,
): PickerOption[] {
  const t = useTranslations('asks');
  if (teams.length === 0) return [];
  return [
    ...teams.map(({ id, name, members }) => {
      const cannot = whyTeamCannot(members, people);
      return {
        id: `team ${id}`,
        label: name,
        icon: <Icon of={UsersRound} />,
        detail: t('teamMembers', { count: members.length }),
        reason: cannot ? t(`cannotTeam.${cannot}`) : undefined,
        isChosen: one?.team?.id === id,
        onSelect: () => onChoose({ id, name }),
      };
    }),
    { id: 'no team', label: t('noTeam'), icon: <Icon of={UserMinus} />, onSelect: () => onChoose(null) },
  ];
}

/** Whoever has a part can lose it, whatever else they cannot. */
const canBeTakenOff = { reason: undefined };

/** Contributors and the approver, of one item. */
function usePartGroups(
  people: readonly ReceiverView[],
  one: ItemRow | undefined,
  assign: (to: Assigning) => void,
): PickerGroup[] {
  const t = useTranslations('asks');
  const person = usePersonOption();
  if (!one) return [];
  const others = people.filter(({ id }) => id !== one.owner?.id);
  const { contributors, approver } = one;
  const doneText = (id: string) =>
    [...contributors, ...(approver ? [approver] : [])].some((part) => part.id === id && part.doneAt !== null)
      ? { detail: t('partDone') }
      : {};
  return [
    {
      heading: t('contributors'),
      options: others
        .filter(({ id }) => id !== approver?.id)
        .map((member) => {
          const isChosen = contributors.some(({ id }) => id === member.id);
          const next = isChosen ? contributors.filter(({ id }) => id !== member.id) : [...contributors, refOf(member)];
          return {
            ...person(member),
            ...doneText(member.id),
            ...(isChosen ? canBeTakenOff : {}),
            id: `contributor ${member.id}`,
            synonyms: [`+ ${member.name}`],
            isChosen,
            onSelect: () => assign({ contributors: next }),
          };
        }),
    },
    {
      heading: t('approver'),
      options: others.map((member) => {
        const isChosen = approver?.id === member.id;
        return {
          ...person(member),
          ...doneText(member.id),
          ...(isChosen ? canBeTakenOff : {}),
          id: `approver ${member.id}`,
          synonyms: [`${t('approver')} ${member.name}`],
          isChosen,
          onSelect: () => assign({ approver: isChosen ? null : refOf(member) }),
        };
      }),
    },
  ];
}

function useClosingOptions(one: ItemRow | undefined, onChoose: (needsAll: boolean) => void): PickerOption[] {
  const t = useTranslations('asks');
  return [
    {
      id: 'close any',
      label: t('closeAny'),
      icon: <Icon of={Users} />,
      isChosen: one ? !one.needsAll : false,
      onSelect: () => onChoose(false),
    },
    {
      id: 'close all',
      label: t('closeAll'),
      icon: <Icon of={ListChecks} />,
      isChosen: one?.needsAll ?? false,
      onSelect: () => onChoose(true),
    },
  ];
}
