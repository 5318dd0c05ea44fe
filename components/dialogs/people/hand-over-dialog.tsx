'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useReceivers } from '#components/inbox-state/workspace/use-receivers.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Picker, type PickerOption } from '#components/ui/overlays/picker.tsx';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { type MemberRef } from '#lib/items/types.ts';
import { WORD_LIMIT } from '#lib/items/parts/types.ts';
import type { DialogProps } from '../dialog-props.ts';
import { usePersonOption } from './assign-picker.tsx';

/** Hands items over: first to whom, then a word, with what one is writing or without. Enter without a word is enough. */
export function HandOverDialog({ itemIds, onClose }: DialogProps) {
  const [to, setTo] = useState<MemberRef | null>(null);
  return to ? (
    <WordStep key="word" to={to} itemIds={itemIds} onClose={onClose} />
  ) : (
    <PersonStep key="person" itemIds={itemIds} onClose={onClose} onChoose={setTo} />
  );
}

function PersonStep({ itemIds, onClose, onChoose }: DialogProps & { onChoose: (to: MemberRef) => void }) {
  const t = useTranslations('asks');
  const { items } = useInbox();
  const { me } = useWorkspace();
  const { people, phase } = useReceivers(itemIds);
  const person = usePersonOption();
  const requests = itemIds.flatMap((id) => items.row(id)?.requests ?? []);
  const hasAsked = (id: string) => requests.some((request) => request.id === id);
  const options = people
    .filter(({ id }) => id !== me.memberId)
    .sort((a, b) => Number(hasAsked(b.id)) - Number(hasAsked(a.id)))
    .map((member) => ({
      ...person(member),
      ...(hasAsked(member.id) ? { detail: t('asked') } : {}),
      onSelect: () => onChoose({ id: member.id, name: member.name }),
    }));
  return (
    <Picker
      label={t('handOver', { count: itemIds.length })}
      placeholder={t('handOverPlaceholder')}
      empty={phase === 'failed' ? t('peopleFailed') : phase === 'loading' ? t('peopleLoading') : t('nobody')}
      isLoading={phase === 'loading'}
      onClose={onClose}
      groups={[{ heading: null, options }]}
    />
  );
}

function WordStep({ to, itemIds, onClose }: DialogProps & { to: MemberRef }) {
  const t = useTranslations('asks');
  const acts = useActs();
  const { drafts } = useInbox();
  const [text, setText] = useState('');
  const name = isolated(plainLine(to.name));
  const send = (withDraft: boolean): PickerOption => ({
    id: withDraft ? 'draft' : 'send',
    label: t(withDraft ? 'handOverWithDraft' : 'handOverTo', { name }),
    isAlways: true,
    onSelect: () => {
      onClose();
      void acts.handOver(itemIds, to, text.trim().slice(0, WORD_LIMIT), { withDraft });
    },
  });
  const isWriting = itemIds.some((id) => drafts.hasReply(id));
  return (
    <Picker
      label={t('word', { name })}
      placeholder={t('word', { name })}
      empty={null}
      onClose={onClose}
      onTextChange={setText}
      groups={[{ heading: null, options: isWriting ? [send(true), send(false)] : [send(false)] }]}
    />
  );
}
