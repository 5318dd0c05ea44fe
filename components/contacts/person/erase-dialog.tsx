'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import type { ContactDetail } from '#lib/contacts/types.ts';
import { useContactsApi } from '../use-contacts-api.ts';
import { useProfileName } from './use-profile-name.ts';

type Props = { contact: ContactDetail; onClose: () => void };

/** Says what of a person goes and what stays, and erases it. */
export function EraseDialog({ contact, onClose }: Props) {
  const t = useTranslations('contacts.data');
  const commonText = useTranslations('common');
  const { slug } = useWorkspace();
  const router = useRouter();
  const api = useContactsApi();
  const problemText = useProblemText();
  const profileName = useProfileName();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const erase = async () => {
    setBusy(true);
    try {
      await api.erase(contact.id);
      router.push(`/w/${slug}/contacts`);
    } catch (error) {
      setFailure(problemText(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('title')}
      description={t('text')}
      footer={
        <>
          <Button onClick={onClose}>{commonText('cancel')}</Button>
          <Button look="danger" isBusy={isBusy} onClick={() => void erase()}>
            {t('action')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-2 text-sm">
        <p className="font-medium">{t('goes')}</p>
        <ul className="list-disc pl-5">
          <li>{t('goesProfiles', { profiles: contact.profiles.map(profileName).join(', ') })}</li>
          <li>{t('goesMessages', { count: contact.itemCount })}</li>
          <li>{t('goesPrivate')}</li>
          <li>{t('goesOwn')}</li>
        </ul>
        <p className="font-medium">{t('stays')}</p>
        <ul className="list-disc pl-5">
          <li>{t('staysTraces')}</li>
          <li>{t('staysPublic')}</li>
          <li>{t('staysNotes')}</li>
        </ul>
        {failure ? <Notice tone="bad">{failure}</Notice> : null}
      </div>
    </Dialog>
  );
}
