'use client';
import { useTranslations } from 'next-intl';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import type { ItemRow, MessageView } from '#lib/items/types.ts';
import { limitMarks } from '#lib/plain-text.ts';
import { useModerate } from './use-moderate.ts';

/** More than four lines can show, in characters. */
const SHOWN = 800;

/** Deleting on a network can't be taken back once it went out, so it is asked for twice. */
export function DeleteDialog({ message, row }: { message: MessageView; row: ItemRow }) {
  const t = useTranslations('item');
  const commonText = useTranslations('common');
  const { desk } = useInbox();
  const moderate = useModerate(row);
  const close = () => desk.set({ toDelete: null });
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
        className="line-clamp-4 wrap-anywhere border-l-2 border-line pl-3 text-sm whitespace-pre-wrap text-soft"
      >
        {limitMarks((message.text ?? '').slice(0, SHOWN))}
      </blockquote>
    </Dialog>
  );
}
