'use client';
import { useTranslations } from 'next-intl';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import type { MessageView } from '#lib/items/types.ts';
import { limitMarks } from '#lib/plain-text.ts';
import { useModerate } from './use-moderate.ts';

/** More characters than four lines can show. */
const SHOWN = 800;

/** Asks the member to confirm: a message that was deleted on a network can't be restored. */
export function DeleteDialog({ message, itemId }: { message: MessageView; itemId: string }) {
  const t = useTranslations('item');
  const commonText = useTranslations('common');
  const { screen } = useInbox();
  const moderate = useModerate(itemId);
  const close = () => screen.set({ messageToDelete: null });
  return (
    <Dialog
      isOpen
      onOpenChange={close}
      title={t('deleteTitle')}
      description={t('deleteText')}
      footer={
        <>
          <Button onClick={close}>{commonText('cancel')}</Button>
          <Button
            look="danger"
            onClick={() => {
              close();
              void moderate(message, 'delete');
            }}
          >
            {commonText('delete')}
          </Button>
        </>
      }
    >
      <blockquote
        dir="auto"
        lang={message.language ?? ''}
        className="line-clamp-4 wrap-anywhere border-l-2 border-line pl-3 text-sm whitespace-pre-wrap text-soft"
      >
        {limitMarks((message.text ?? '').slice(0, SHOWN))}
      </blockquote>
    </Dialog>
  );
}
