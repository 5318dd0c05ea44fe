'use client';
import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LongText } from '#components/message-text/long-text.tsx';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { GuestContent, GuestMessage } from '#lib/guests/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { GuestFiles } from './guest-files.tsx';

type Props = { content: GuestContent; token: string };

/** The post, the thread, and what is proposed or asked. */
export function GuestItem({ content, token }: Props) {
  const t = useTranslations('guests.page');
  const { post, messages, reply, question } = content;
  return (
    <>
      {post ? (
        <Part title={t('post')}>
          <Head name={post.author} at={post.createdAt} />
          <Text text={post.text} gone={t('noPost')} />
          <GuestFiles files={post.files} token={token} />
        </Part>
      ) : null}
      <Part title={t('thread')}>
        <ol className="flex flex-col gap-4">
          {messages.map((message) => (
            <li key={message.id}>
              <Message message={message} token={token} />
            </li>
          ))}
        </ol>
      </Part>
      {reply ? (
        <section className="outlined-surface rounded-sheet border border-voice-fill bg-voice-tint px-3.5 py-3">
          <h2 className="text-base font-semibold">{t('reply')}</h2>
          <ReplyingAs content={content} isPrivate={reply.isPrivate} />
          <Text text={reply.text} gone="" />
          <GuestFiles files={reply.files} token={token} />
        </section>
      ) : (
        <section className="outlined-surface rounded-sheet border border-voice-fill bg-voice-tint px-3.5 py-3">
          <h2 className="text-base font-semibold">{t('question')}</h2>
          <Text text={question} gone="" />
        </section>
      )}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-1.5 text-sm font-medium text-muted">{title}</h2>
      {children}
    </section>
  );
}

function Head({ name, at, children }: { name: string; at: string; children?: ReactNode }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-1.5 text-sm">
      <BidiText className="font-semibold">{plainLine(name)}</BidiText>
      {children}
      <Timestamp at={at} className="exact text-xs text-muted" />
    </p>
  );
}

function Text({ text, gone, lang }: { text: string | null; gone: string; lang?: string | null }) {
  if (text === null) return <p className="mt-0.5 text-message text-muted italic">{gone}</p>;
  return (
    <div dir="auto" lang={lang ?? ''} className="mt-0.5 text-message wrap-anywhere whitespace-pre-wrap contain-content">
      <LongText text={text} />
    </div>
  );
}

function Message({ message, token }: { message: GuestMessage; token: string }) {
  const t = useTranslations('guests.page');
  const { author, isOurs, isPrivate, rating, createdAt, text, language, files } = message;
  return (
    <article
      aria-label={plainLine(author)}
      className={cx('border-l-3 pl-3', isOurs ? 'border-voice-fill' : 'border-line')}
    >
      <Head name={isOurs ? t('ours', { name: isolated(plainLine(author)) }) : author} at={createdAt}>
        {isPrivate ? <span className="text-xs text-muted">{t('private')}</span> : null}
        {rating === null ? null : <span className="text-xs text-muted">{t('stars', { count: rating })}</span>}
      </Head>
      <Text text={text} gone={t('gone')} lang={language} />
      <GuestFiles files={files} token={token} />
    </article>
  );
}

/** As whom, on which network, to whom. */
function ReplyingAs({ content, isPrivate }: { content: GuestContent; isPrivate: boolean }) {
  const t = useTranslations('guests.page');
  const { channel, network } = content;
  const name = isolated(plainLine(channel.handle || channel.name));
  return (
    <p className="mt-0.5 mb-1.5 flex items-center gap-1.5 text-sm text-soft">
      {isPrivate ? (
        <Icon of={Lock} size={14} className="shrink-0" />
      ) : (
        <NetworkMark network={network.network} size={14} />
      )}
      <span className="min-w-0 wrap-anywhere">
        {t(isPrivate ? 'privateAs' : 'publicAs', { name, network: network.name })}
      </span>
    </p>
  );
}
