'use client';
import { useTranslations } from 'next-intl';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import { ContextPane } from './context-pane.tsx';

/** The context pane on a narrow screen: a sheet over the item. */
export function ContextSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations('context');
  return (
    <Dialog isOpen from="right" title={t('pane')} onOpenChange={onClose}>
      <div className="-mx-4">
        <ContextPane />
      </div>
    </Dialog>
  );
}
