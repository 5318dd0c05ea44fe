'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';

type Props = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  text: ReactNode;
  action: string;
  isBusy: boolean;
  error: string | null;
  onConfirm: () => void;
};

/** Asks the member to confirm something that cannot be undone. */
export function Confirm({ isOpen, onOpenChange, title, text, action, isBusy, error, onConfirm }: Props) {
  const t = useTranslations('common');
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={title}
      description={text}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('cancel')}</Button>
          <Button look="danger" isBusy={isBusy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {error ? <Notice tone="bad">{error}</Notice> : null}
    </Dialog>
  );
}
