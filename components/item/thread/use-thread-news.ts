'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useReasonText } from '#components/allowed-actions/use-reason-text.ts';
import type { ItemContent } from '#components/inbox-state/items/item-content.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { announce } from '#components/ui/announcer/announce.ts';
import type { ItemRow } from '#lib/items/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { type ThreadNews, threadNews } from './thread-news.ts';

/** How much of a new message is announced; the reader finds the rest in the thread. */
const SAID_CHARACTERS = 300;

/** Announces what changes in the open thread: messages that arrive, and what became of replies and actions. */
export function useThreadNews(row: ItemRow, { messages }: ItemContent): void {
  const sentence = useSentence(row);
  const before = useRef(messages);
  useEffect(() => {
    const news = threadNews(before.current, messages);
    before.current = messages;
    for (const one of news) announce(sentence(one));
  });
}

function useSentence({ contact }: ItemRow): (news: ThreadNews) => string {
  const t = useTranslations('item.news');
  const actionText = useTranslations('item.action');
  const reason = useReasonText();
  const nameOf = useName();
  return (news) => {
    if (news.kind === 'actionFailed') {
      const { kind, error } = news.action;
      const key = kind as Parameters<typeof actionText>[0]; // the catalogue has every kind of the contract
      return t('actionFailed', { action: actionText(key), reason: reason(error) });
    }
    const { message } = news;
    if (news.kind !== 'arrived') {
      const values = { name: isolated(nameOf(contact.name)), reason: reason(message.action?.error ?? null) };
      return t(news.kind, values);
    }
    const name = isolated(nameOf(message.author?.name ?? contact.name));
    return t('arrived', { name, text: plainLine(message.text ?? '', SAID_CHARACTERS) });
  };
}
