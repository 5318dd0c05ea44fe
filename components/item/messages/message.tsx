'use client';
import { Eraser, EyeOff, Heart, Lock, Pencil, Trash2 } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { memo, useState } from 'react';
import { useAvatar } from '#components/inbox-state/people/use-avatar.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Stars } from '#components/item-facts/stars.tsx';
import { useVariantText } from '#components/item-facts/use-variant-text.ts';
import { Avatar } from '#components/ui/avatar.tsx';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import type { ItemRow, MessageView } from '#lib/items/types.ts';
import { isolated } from '#lib/plain-text.ts';
import { Attachments } from '../media/attachments.tsx';
import { showAttachment } from '../media/shown-media.ts';
import { Diff } from '#components/message-text/diff.tsx';
import { MessageState } from './message-state.tsx';
import { MessageActions } from './message-actions.tsx';
import { EncryptedText } from './encrypted-text.tsx';
import { CutText } from './cut-text.tsx';
import { LongText } from '#components/message-text/long-text.tsx';

type Props = { message: MessageView; row: ItemRow; number: string | null; isReply: boolean };

/** One message of the thread. The brand's own have a bar in its colour. */
export const Message = memo(function Message({ message, row, number, isReply }: Props) {
  const t = useTranslations('item');
  const { api } = useWorkspace();
  const [showsDiff, setShowsDiff] = useState(false);
  const isOurs = message.direction === 'outbound';
  const author = message.author ?? (isOurs ? null : row.contact);
  const nameOf = useName();
  const avatarOf = useAvatar();
  const variantText = useVariantText();
  const name = isOurs ? (message.member?.name ?? author?.name ?? t('brand')) : nameOf(author?.name ?? row.contact.name);
  // For the brand's own messages, the state line says that they await the network's moderation.
  const variant = isOurs ? null : variantText(message.variant);
  const [earlier] = message.versions;
  return (
    <article
      tabIndex={-1}
      data-message={message.id}
      aria-label={t(isOurs ? 'messageOurs' : 'messageFrom', { name })}
      className={cx(
        'group/message relative flex gap-3 px-4 py-2.5 -outline-offset-2 [contain-intrinsic-size:auto_88px] [content-visibility:auto] hover:bg-hover/60 focus-within:bg-hover/60',
        isReply && 'pl-9',
      )}
    >
      {isOurs ? (
        <span
          aria-hidden
          className={cx(
            'filled-mark absolute inset-y-2 w-0.75 rounded-full bg-voice-fill',
            isReply ? 'left-6' : 'left-1.5',
          )}
        />
      ) : null}
      <Avatar
        name={name}
        url={isOurs ? author && avatarOf(author) : avatarOf(row.contact)}
        size={28}
        className="mt-0.5"
      />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-1.5 pr-8 text-sm touch:pr-22">
          {number ? <span className="exact text-xs text-muted">{number}</span> : null}
          <BidiText className="font-semibold">{name}</BidiText>
          {isOurs && message.member && author ? (
            <span className="text-xs text-muted">{t('asBrand', { name: isolated(nameOf(author.name)) })}</span>
          ) : null}
          {message.isPrivate ? <Flag icon={Lock} text={t('private')} /> : null}
          {message.rating === null ? null : <Stars rating={message.rating} />}
          {variant === null ? null : <span className="text-xs text-muted">{variant}</span>}
          <Timestamp at={message.createdAt} className="exact text-xs text-muted" />
          {message.hidden ? <Flag icon={EyeOff} text={t('hidden')} /> : null}
          {message.liked ? <Flag icon={Heart} text={t('liked')} isFilled /> : null}
          {message.editedAt && !message.deletedAt ? (
            earlier ? (
              <button
                type="button"
                aria-expanded={showsDiff}
                onClick={() => setShowsDiff(!showsDiff)}
                className="relative touch-target inline-flex items-center gap-1 text-xs text-muted underline decoration-dotted underline-offset-2 hover:text-ink"
              >
                <Icon of={Pencil} size={11} />
                {t('edited')}
              </button>
            ) : (
              <Flag icon={Pencil} text={t('edited')} />
            )
          ) : null}
        </div>
        {message.deletedAt ? <Tombstone message={message} /> : null}
        {message.erasedAt && !message.deletedAt ? (
          <p className="mt-1 rounded-control bg-sunken px-2 py-1 text-sm text-muted">
            <Icon of={Eraser} size={14} className="mr-1.5 inline align-[-2px]" />
            {t('erased.text')}
          </p>
        ) : message.text !== null ? (
          <div
            dir="auto"
            className={cx(
              'mt-0.5 text-message wrap-anywhere whitespace-pre-wrap contain-content',
              (message.deletedAt || message.hidden) && 'text-muted',
            )}
            lang={message.language ?? ''}
          >
            {showsDiff && earlier ? (
              <Diff before={earlier.text} after={message.text} languageBefore={earlier.language} />
            ) : (
              <LongText text={message.text} />
            )}
          </div>
        ) : null}
        {message.variant === 'encrypted' && !message.deletedAt ? <EncryptedText url={message.url} /> : null}
        <CutText message={message} />
        <Attachments attachments={message.attachments.map((one) => showAttachment(one, api))} />
        <MessageState message={message} />
      </div>
      <MessageActions message={message} row={row} />
    </article>
  );
});

function Flag({ icon, text, isFilled = false }: { icon: typeof Lock; text: string; isFilled?: boolean }) {
  const Drawing = icon;
  return (
    <span className="inline-flex items-center gap-1 text-xs text-muted">
      <Drawing size={11} strokeWidth={1.5} aria-hidden fill={isFilled ? 'currentColor' : 'none'} />
      {text}
    </span>
  );
}

function Tombstone({ message }: { message: MessageView }) {
  const t = useTranslations('item');
  const format = useFormatter();
  if (!message.deletedAt) return null;
  const at = format.dateTime(new Date(message.deletedAt), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <p className="mt-1 rounded-control bg-sunken px-2 py-1 text-sm text-muted">
      <Icon of={Trash2} size={14} className="mr-1.5 inline align-[-2px]" />
      <span suppressHydrationWarning>
        {t(message.direction === 'outbound' ? 'deletedOurs' : 'deletedByAuthor', { at })}
      </span>
      {message.text !== null ? ` ${t('keptText')}` : null}
    </p>
  );
}
