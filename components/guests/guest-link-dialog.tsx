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
import { CopyField } from '#components/ui/page-parts/copy-field.tsx';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import { GUEST_NAME_LIMIT, guestDays, type GuestLinkInput, type NewGuestLink, QUESTION_LIMIT } from '#lib/guests/types.ts';
import { isolated } from '#lib/plain-text.ts';


type Props = {
  itemId: string;
  /** The reply that a guest is to approve; null: a question. */
  actionId: string | null;
  isOpen: boolean;
  onClose: () => void;
};

/** Makes a link for one guest, and shows it once. */
export function GuestLinkDialog({ itemId, actionId, isOpen, onClose }: Props) {
  const t = useTranslations('guests');
  const isQuestion = actionId === null;
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(next) => (next ? undefined : onClose())}
      title={t(isQuestion ? 'askQuestion' : 'askApproval')}
      description={t(isQuestion ? 'questionHint' : 'approvalHint')}
    >
      {isOpen ? <GuestLinkForm itemId={itemId} actionId={actionId} onClose={onClose} /> : null}
    </Dialog>
  );
}

const fresh = { question: '', guestName: '', email: '', days: 3 as GuestLinkInput['days'] };

function GuestLinkForm({ itemId, actionId, onClose }: Omit<Props, 'isOpen'>) {
  const t = useTranslations('guests');
  const { api } = useWorkspace();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const [language, setLanguage] = useState(useLanguage());
  const [given, setGiven] = useState(fresh);
  const [made, setMade] = useState<NewGuestLink | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const change = (part: Partial<typeof fresh>) => setGiven({ ...given, ...part });
  const make = async () => {
    setBusy(true);
    setError(null);
    try {
      const email = given.email.trim() === '' ? null : given.email.trim();
      setMade(await api.makeGuestLink(itemId, { ...given, actionId, email, language }));
      await rereadItem(cache, itemId);
      await cache.invalidateQueries({ queryKey: ['guest-links', itemId] });
    } catch (failure) {
      setError(problemText(failure));
    }
    setBusy(false);
  };
  if (made) return <MadeLink made={made} name={given.guestName} email={given.email} onClose={onClose} />;
  return (
    <form
      className="flex flex-col gap-3 pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        // It stands inside the composer's form for React, and is none of its business.
        event.stopPropagation();
        void make();
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
      <div className="flex flex-wrap gap-3">
        <div className="flex-1 basis-40">
          <Field label={t('language')}>
            {({ id }) => (
              <Select
                id={id}
                value={language}
                onChange={setLanguage}
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
                onChange={(value) => change({ days: guestDays.find((days) => String(days) === value) ?? given.days })}
                options={guestDays.map((days) => ({ value: String(days), label: t('dayCount', { count: days }) }))}
              />
            )}
          </Field>
        </div>
      </div>
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

type MadeProps = { made: NewGuestLink; name: string; email: string; onClose: () => void };

/** The address is shown here and never again. */
function MadeLink({ made, name, email, onClose }: MadeProps) {
  const t = useTranslations('guests');
  return (
    <div className="flex flex-col gap-3 pb-3">
      {made.mail === 'sent' ? <Notice tone="ok">{t('mailed', { email: isolated(email) })}</Notice> : null}
      {made.mail === 'failed' ? <Notice tone="warn">{t('notMailed')}</Notice> : null}
      <CopyField label={t('linkLabel')} value={new URL(made.path, location.origin).href} />
      <p className="text-xs text-muted">{t('copyHint', { name: isolated(name) })}</p>
      <div className="flex justify-end">
        <Button look="primary" onClick={onClose}>
          {t('done')}
        </Button>
      </div>
    </div>
  );
}
