'use client';
import { UserPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { GuestLinkDialog } from '#components/guests/guest-link-dialog.tsx';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';

/** From a note: asks somebody without a seat. */
export function AskGuest({ itemId }: { itemId: string }) {
  const t = useTranslations('guests');
  const { can } = useWorkspace();
  const [isAsking, setAsking] = useState(false);
  if (!can('makeGuestLink')) return null;
  return (
    <>
      <IconButton
        label={t('askQuestion')}
        icon={<Icon of={UserPlus} />}
        // The text keeps the focus until the dialog takes it.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setAsking(true)}
      />
      <GuestLinkDialog itemId={itemId} actionId={null} isOpen={isAsking} onClose={() => setAsking(false)} />
    </>
  );
}
