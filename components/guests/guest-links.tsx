'use client';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { rereadItem } from '#components/inbox-state/items/use-item.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { GuestLinkView } from '#lib/guests/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';

type Props = {
  itemId: string;
  /** The reply whose links are shown; null: the questions. */
  actionId: string | null;
  /** Of the item: with it, the links are read again. */
  version: number | undefined;
};

/** To whom links were made: opened or not, until when, answered, and a button to revoke them. */
export function GuestLinks({ itemId, actionId, version }: Props) {
  const t = useTranslations('guests');
  const { api, can } = useWorkspace();
  const { screen } = useInbox();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const { data } = useQuery({
    queryKey: ['guest-links', itemId, version],
    queryFn: () => api.listGuestLinks(itemId),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const links = (data?.links ?? []).filter((link) => link.actionId === actionId);
  if (links.length === 0) return null;
  const revoke = async (id: string) => {
    await api.revokeGuestLink(id).catch((error: unknown) => screen.set({ notice: problemText(error) }));
    await rereadItem(cache, itemId);
    await cache.invalidateQueries({ queryKey: ['guest-links', itemId] });
  };
  return (
    <ul aria-label={t('links')} className="mx-4 my-1 flex flex-col gap-1 text-xs text-soft">
      {links.map((link) => (
        <li key={link.id} className="flex flex-wrap items-center gap-x-1.5">
          <span dir="auto" className="wrap-anywhere">
            <LinkFacts link={link} />
          </span>
          {link.state === 'open' && can('makeGuestLink') ? (
            <button
              type="button"
              aria-label={t('revokeLabel', { name: isolated(plainLine(link.guestName)) })}
              onClick={() => void revoke(link.id)}
              className="min-h-6 min-w-6 font-medium text-accent-ink hover:underline touch:min-h-11 touch:min-w-11"
            >
              {t('revoke')}
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function LinkFacts({ link }: { link: GuestLinkView }) {
  const t = useTranslations('guests');
  const format = useFormatter();
  const { state, answer, openedAt, answeredAt, expiresAt, question } = link;
  const name = isolated(plainLine(link.guestName));
  const until = format.dateTime(new Date(expiresAt), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <>
      {t('asks', { member: isolated(plainLine(link.member.name)), name })}
      {question === '' ? null : `: ${plainLine(question)}`}
      {' · '}
      {answer !== null && answeredAt !== null ? (
        <>
          {t(answer, { name })} <Timestamp at={answeredAt} className="exact" />
        </>
      ) : (
        <>
          {openedAt === null ? t('notOpened') : t('openedAt')}
          {openedAt === null ? null : (
            <>
              {' '}
              <Timestamp at={openedAt} className="exact" />
            </>
          )}
          {' · '}
          {state === 'open' || state === 'answered' ? t('expires', { at: until }) : t(state)}
        </>
      )}
    </>
  );
}
