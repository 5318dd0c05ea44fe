'use client';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useDeferredValue, useMemo, useState } from 'react';
import { announce } from '#components/ui/announcer/announce.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useCommands } from '#components/keys/use-keys.ts';
import { useNow } from '#components/ui/time/use-now.ts';
import { END_OF_WORKING_DAY, PROMISE_TEXT_LIMIT, type PromiseInput } from '#lib/items/promises/types.ts';
import { findPromise } from '#lib/text/moments/find-promise.ts';
import { isMonthFirst } from '#lib/text/moments/is-month-first.ts';
import { localMoment } from './local-moment.ts';

export type PromiseHandle = ReturnType<typeof usePromise>;

type Options = { itemId: string; text: string; isOff: boolean };

/** What a text promises to who reads it then. */
const understand = (text: string, now: Date, locale: string) =>
  findPromise(text, { now, isMonthFirst: isMonthFirst(locale), hour: END_OF_WORKING_DAY });

/**
 * What the reply that is being written promises. It is proposed when the text says so, and marked only when the member says
 * so. A mark whose words are no longer in the text is gone with them.
 */
export function usePromise({ itemId, text, isOff }: Options) {
  const { screen } = useInbox();
  const locale = useLocale();
  const format = useFormatter();
  const t = useTranslations('promises');
  /** `isFound`: its moment is the one that its words say. */
  const [given, setGiven] = useState<(PromiseInput & { isFound: boolean }) | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [kept, setKept] = useState<readonly string[]>([]);
  const late = useDeferredValue(text);
  const minute = useNow();
  const found = useMemo(
    () => (isOff ? null : understand(late, new Date(minute), locale)),
    [isOff, late, minute, locale],
  );
  const marked = given !== null && !isOff && text.includes(given.text) ? given : null;
  const proposed = marked === null && found !== null && found.words !== refused ? found : null;
  const mark = (dueAt: Date, { isFound = false } = {}) => {
    // Without words that are understood, the whole reply is what is promised.
    const words = marked?.text ?? found?.words ?? text.trim().slice(0, PROMISE_TEXT_LIMIT).trim();
    if (words === '') return;
    setGiven({ text: words, dueAt, isFound });
    announce(t('said.marked', { at: format.dateTime(dueAt, localMoment()) }));
  };
  /** Asks for another moment, or for one where none was understood. */
  const choose = () => {
    if (isOff || text.trim() === '') return;
    screen.set({
      dialog: { kind: 'promise', itemIds: [itemId], schedule: { latest: null, onChoose: (dueAt) => mark(dueAt) } },
    });
  };
  const accept = () => proposed && mark(proposed.at, { isFound: true });
  useCommands({ promise: () => (proposed ? accept() : choose()) });
  const dueOf = ({ text: words, dueAt, isFound }: PromiseInput & { isFound: boolean }, sentAt?: Date) =>
    (sentAt && isFound && understand(words, sentAt, locale)?.at) || dueAt;
  return {
    marked,
    proposed,
    kept,
    accept,
    choose,
    refuse: () => setRefused(found?.words ?? null),
    remove: () => {
      setRefused(marked?.text ?? null);
      setGiven(null);
    },
    toggleKept: (id: string) => setKept(kept.includes(id) ? kept.filter((one) => one !== id) : [...kept, id]),
    /** What goes with the reply. In one that is sent later, "tomorrow" is the day after that. */
    ofReply: (sentAt?: Date) => ({
      ...(marked ? { promise: { text: marked.text, dueAt: dueOf(marked, sentAt).toISOString() } } : {}),
      ...(kept.length > 0 ? { keepsPromises: [...kept] } : {}),
    }),
    /** The reply is on its way. */
    clear: () => {
      setGiven(null);
      setRefused(null);
      setKept([]);
    },
  };
}
