'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { rereadItem } from '#components/inbox-state/items/use-item.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useLanguage } from '#components/prefs/use-language.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input, Textarea } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import {
  GUEST_NAME_LIMIT,
  guestDays,
  type GuestLinkInput,
  type NewGuestLink,
  QUESTION_LIMIT,
} from '#lib/guests/types.ts';

type Given = Omit<GuestLinkInput, 'actionId' | 'email'> & { email: string };

type Props = {
  itemId: string;
  /** The reply that a guest is to approve; null: a question. */
  actionId: string | null;
  onClose: () => void;
  onMade: (made: NewGuestLink, given: Given) => void;
};

/** For whom the link is, in which language, and for how long. */
export function GuestLinkForm({ itemId, actionId, onClose, onMade }: Props) {
  const t = useTranslations('guests');
  const language = useLanguage();
  const [given, setGiven] = useState<Given>({ question: '', guestName: '', email: '', language, days: 3 });
  const { make, error, isBusy } = useMake({ itemId, actionId, onMade });
  const change = (part: Partial<Given>) => setGiven({ ...given, ...part });
  return (
    <form
      className="flex flex-col gap-3 pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        // It stands inside the composer's form for React, and is none of its business.
        event.stopPropagation();
        void make(given);
      }}
    >
      {actionId === null ? (
        <Field label={t('question')}>
          {(control) => (
            <Textarea
              {...control}
              required
              dir="auto"
              rows={3}
              maxLength={QUESTION_LIMIT}
              value={given.question}
              onChange={(event) => change({ question: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      <Field label={t('name')}>
        {(control) => (
          <Input
            {...control}
            required
            dir="auto"
            autoComplete="off"
            maxLength={GUEST_NAME_LIMIT}
            value={given.guestName}
            onChange={(event) => change({ guestName: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('email')} hint={t('emailHint')}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="off"
            value={given.email}
            onChange={(event) => change({ email: event.target.value })}
          />
        )}
      </Field>
      <Choices given={given} change={change} />
      {error === null ? null : <Notice tone="bad">{error}</Notice>}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="ghost" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" look="primary" isBusy={isBusy}>
          {t('make')}
        </Button>
      </div>
    </form>
  );
}

function Choices({ given, change }: { given: Given; change: (part: Partial<Given>) => void }) {
  const t = useTranslations('guests');
  const days = guestDays.map((count) => ({ value: String(count), label: t('dayCount', { count }) }));
  return (
    <div className="flex flex-wrap gap-3">
      <div className="flex-1 basis-40">
        <Field label={t('language')}>
          {({ id }) => (
            <Select
              id={id}
              value={given.language}
              onChange={(language) => change({ language })}
              options={[
                { value: 'fr', label: t('french') },
                { value: 'en', label: t('english') },
              ]}
            />
          )}
        </Field>
      </div>
      <div className="flex-1 basis-40">
        <Field label={t('days')}>
          {({ id }) => (
            <Select
              id={id}
              value={String(given.days)}
              onChange={(value) => change({ days: guestDays.find((one) => String(one) === value) ?? given.days })}
              options={days}
            />
          )}
        </Field>
      </div>
    </div>
  );
}

function useMake({ itemId, actionId, onMade }: Omit<Props, 'onClose'>) {
  const { api } = useWorkspace();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const make = async (given: Given) => {
    setBusy(true);
    setError(null);
    try {
      const email = given.email.trim() === '' ? null : given.email.trim();
      onMade(await api.makeGuestLink(itemId, { ...given, actionId, email }), given);
      await rereadItem(cache, itemId);
      await cache.invalidateQueries({ queryKey: ['guest-links', itemId] });
    } catch (failure) {
      setError(problemText(failure));
    }
    setBusy(false);
  };
  return { make, error, isBusy };
}
