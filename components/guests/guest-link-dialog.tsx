'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import { CopyField } from '#components/ui/page-parts/copy-field.tsx';
import type { NewGuestLink } from '#lib/guests/types.ts';
import { isolated } from '#lib/plain-text.ts';
import { GuestLinkForm } from './guest-link-form.tsx';

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
      {isOpen ? <Steps itemId={itemId} actionId={actionId} onClose={onClose} /> : null}
    </Dialog>
  );
}

type Made = { link: NewGuestLink; name: string; email: string };

function Steps({ itemId, actionId, onClose }: Omit<Props, 'isOpen'>) {
  const [made, setMade] = useState<Made | null>(null);
  if (made) return <MadeLink made={made} onClose={onClose} />;
  return (
    <GuestLinkForm
      itemId={itemId}
      actionId={actionId}
      onClose={onClose}
      onMade={(link, { guestName, email }) => setMade({ link, name: guestName, email })}
    />
  );
}

/** The address is shown here and never again. */
function MadeLink({ made: { link, name, email }, onClose }: { made: Made; onClose: () => void }) {
  const t = useTranslations('guests');
  return (
    <div className="flex flex-col gap-3 pb-3">
      {link.mail === 'sent' ? <Notice tone="ok">{t('mailed', { email: isolated(email) })}</Notice> : null}
      {link.mail === 'failed' ? <Notice tone="warn">{t('notMailed')}</Notice> : null}
      <CopyField label={t('linkLabel')} value={new URL(link.path, location.origin).href} />
      <p className="text-xs text-muted">{t('copyHint', { name: isolated(name) })}</p>
      <div className="flex justify-end">
        <Button look="primary" onClick={onClose}>
          {t('done')}
        </Button>
      </div>
    </div>
  );
}
