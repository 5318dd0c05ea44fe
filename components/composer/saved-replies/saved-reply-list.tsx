'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { cx } from '#components/ui/cx.ts';
import type { SuggestedReply } from '#lib/saved-replies/types.ts';
import type { SlashHandle } from './use-slash.ts';

/** The saved replies above the text, and how the active one would read. The focus stays in the text. */
export function SavedReplyList({ slash }: { slash: SlashHandle }) {
  const t = useTranslations('savedReplies.list');
  const { listId: id, isOpen, isFailed, isLoading, found, active, q } = slash;
  const chosen = found[active];
  if (!isOpen) return null;
  // Words after a slash that find nothing are most often no search: « et / ou ».
  if (!chosen && !isFailed && (isLoading || q !== '')) return null;
  return (
    <div className="absolute inset-x-3 bottom-full z-10 mx-auto mb-1 flex max-h-[45dvh] max-w-182 overflow-hidden rounded-sheet bg-raised shadow-float max-phone:flex-col-reverse short:static short:mx-3 short:mt-1 short:max-h-28">
      {chosen ? (
        <>
          <div
            id={id}
            role="listbox"
            aria-label={t('label')}
            className="w-64 shrink-0 overflow-y-auto p-1 max-phone:max-h-[24dvh] max-phone:w-full"
          >
            {found.map((reply, index) => (
              <Option
                key={reply.id}
                id={`${id}-${index}`}
                reply={reply}
                isActive={index === active}
                onTake={slash.take}
              />
            ))}
          </div>
          <Preview reply={chosen} />
        </>
      ) : (
        <p role="status" className="px-3 py-2.5 text-sm text-muted">
          {isFailed ? t('failed') : t('none')}
        </p>
      )}
    </div>
  );
}

type OptionProps = { id: string; reply: SuggestedReply; isActive: boolean; onTake: (reply: SuggestedReply) => void };

function Option({ id, reply, isActive, onTake }: OptionProps) {
  const t = useTranslations('savedReplies.list');
  const option = useRef<HTMLDivElement>(null);
  const place = [reply.folder, reply.isShared ? t('organization') : ''].filter(Boolean).join(' · ');
  useEffect(() => {
    if (isActive) option.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <div
      ref={option}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      onPointerDown={(event) => {
        event.preventDefault();
        onTake(reply);
      }}
      className={cx('rounded-control px-2 py-1.5 text-sm touch:min-h-11', isActive && 'chosen')}
    >
      <span dir="auto" className="block truncate font-medium">
        {reply.title}
      </span>
      <span className="flex items-center gap-1.5 text-xs text-muted">
        {place === '' ? null : (
          <span dir="auto" className="min-w-0 truncate">
            {place}
          </span>
        )}
        {reply.isOtherLanguage ? (
          <span className="shrink-0 text-warn">{t('only', { language: reply.language })}</span>
        ) : null}
      </span>
    </div>
  );
}

function Preview({ reply }: { reply: SuggestedReply }) {
  const t = useTranslations('savedReplies.list');
  return (
    <div
      role="group"
      aria-label={t('preview')}
      className="flex min-w-0 flex-1 flex-col items-start gap-2 overflow-y-auto border-l border-line px-3 py-2.5 text-sm max-phone:max-h-[18dvh] max-phone:border-b max-phone:border-l-0 short:hidden"
    >
      {reply.isOtherLanguage ? <Badge tone="warn">{t('only', { language: reply.language })}</Badge> : null}
      <p dir="auto" lang={reply.language} className="wrap-anywhere whitespace-pre-wrap">
        {reply.text}
      </p>
      {reply.missing.length > 0 ? (
        <p className="text-xs text-warn">{t('missing', { names: reply.missing.join(', ') })}</p>
      ) : null}
    </div>
  );
}
