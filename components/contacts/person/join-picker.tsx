'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useDeferredValue, useState } from 'react';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { Picker } from '#components/ui/overlays/picker.tsx';
import type { ContactDetail, ContactRow } from '#lib/contacts/types.ts';
import { useContactsApi } from '../use-contacts-api.ts';
import { useProfileName } from './use-profile-name.ts';

type Props = { contact: ContactDetail; onChoose: (row: ContactRow) => void; onClose: () => void };

/** Finds, by typing, the contact that is the same person. */
export function JoinPicker({ contact, onChoose, onClose }: Props) {
  const t = useTranslations('contacts');
  const api = useContactsApi();
  const nameOf = useName();
  const profileName = useProfileName();
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const { data, isFetching } = useQuery({
    queryKey: ['contacts', 'find', q],
    queryFn: ({ signal }) => api.list(q ? { q } : {}, null, 20, signal),
    placeholderData: keepPreviousData,
  });
  const own = new Set(contact.profiles.map(({ contactId }) => contactId));
  const found = (data?.contacts ?? []).filter(({ profiles }) => !profiles.some(({ contactId }) => own.has(contactId)));
  return (
    <Picker
      label={t('joinOther')}
      placeholder={t('searchPlaceholder')}
      empty={t('noMatch')}
      onClose={onClose}
      onTextChange={setText}
      isLoading={isFetching || q !== text.trim()}
      groups={[
        {
          heading: null,
          options: found.map((row) => ({
            id: row.id,
            label: nameOf(row.name),
            // The server has found it by the words typed.
            isAlways: true,
            icon: <NetworkMark network={row.profiles[0]?.network ?? ''} size={14} />,
            detail: row.profiles.map(profileName).join(', '),
            onSelect: () => onChoose(row),
          })),
        },
      ]}
    />
  );
}
