'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { deleteSavedReplyAction } from '#app/actions/saved-replies.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Line } from '#components/ui/page.tsx';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';
import { plainLine } from '#lib/plain-text.ts';
import type { SavedReplyView } from '#lib/saved-replies/types.ts';
import { Confirm } from '../confirm.tsx';
import { useAct } from '../use-act.ts';

const PREVIEW = 160;

type Props = { workspace: string; reply: SavedReplyView; canManage: boolean };

/** One saved reply: its title, the beginning of its text, and which half is missing. */
export function SavedReplyLine({ workspace, reply, canManage }: Props) {
  const t = useTranslations('savedReplies.settings');
  const { act, isBusy, error } = useAct();
  const [isAsking, setAsking] = useState(false);
  const { id, title, fr, en, isShared, used } = reply;
  return (
    <Line
      title={
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span dir="auto" className="min-w-0 font-medium wrap-anywhere">
            {title}
          </span>
          {isShared ? <Badge>{t('shared')}</Badge> : null}
          {fr === '' ? <Badge tone="warn">{t('noFr')}</Badge> : null}
          {en === '' ? <Badge tone="warn">{t('noEn')}</Badge> : null}
        </span>
      }
      detail={
        <span dir="auto" lang={fr === '' ? 'en' : 'fr'} className="line-clamp-1">
          {plainLine(fr || en, PREVIEW)}
        </span>
      }
    >
      <span className="exact text-sm text-muted">{t('used', { count: used })}</span>
      {canManage ? (
        <>
          <PageLink
            href={`/w/${workspace}/settings/replies/${id}`}
            aria-label={t('editNamed', { title })}
            className={buttonClass('plain', 'small')}
          >
            {t('edit')}
          </PageLink>
          <Button look="ghost" size="small" onClick={() => setAsking(true)}>
            {t('delete')}
          </Button>
          <Confirm
            isOpen={isAsking}
            onOpenChange={setAsking}
            title={t('deleteTitle', { title })}
            text={t('deleteText')}
            action={t('delete')}
            isBusy={isBusy}
            error={error}
            onConfirm={() =>
              act(
                () => deleteSavedReplyAction(workspace, { savedReplyId: id }),
                () => setAsking(false),
              )
            }
          />
        </>
      ) : null}
    </Line>
  );
}
