import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { contactsApi } from '#components/contacts/contacts-api.ts';
import { shownHandle } from '#components/inbox-state/people/names.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { navigate, pathOf, readRoute } from '#components/route/route-store.ts';
import type { PickerGroup } from '#components/ui/overlays/picker.tsx';
import { plainLine } from '#lib/plain-text.ts';
import type { Run } from './run.ts';
import { usePause } from './use-pause.ts';
import { useReplyGroup } from './use-reply-group.ts';

/** After the last key, so long until the server is asked, in milliseconds: as the search of a list. */
const PAUSE_MS = 180;
/** Fewer letters find too much. */
const LETTERS = 2;
/** How many of each are offered; the search itself shows all. */
const OFFERED = 5;
const STALE_MS = 30_000;
/** How much of an item's last message names it, in characters. */
const PREVIEW = 70;

/**
 * What the server finds for the typed words, as far as the reader may see it: people, items, saved replies. They come after
 * everything else, so that what Enter runs does not change when they arrive.
 * @param isOff nothing is asked: in the queue over all workspaces there is no one to ask
 */
export function useFoundGroups(run: Run, typed: string, isOff: boolean): PickerGroup[] {
  const t = useTranslations('keys');
  const { slug, api } = useWorkspace();
  const router = useRouter();
  const nameOf = useName();
  const words = usePause(typed, PAUSE_MS);
  const isAsked = !isOff && words.length >= LETTERS;
  const { data: found } = useQuery({
    queryKey: ['palette', slug, words],
    // Both at once: people that come after the items would move these away from under the pointer.
    queryFn: async ({ signal }) => {
      const [people, items] = await Promise.allSettled([
        contactsApi(slug).list({ q: words }, null, OFFERED, signal),
        api.listItems({ filter: { q: words }, sort: 'newest' }, null, OFFERED, signal),
      ]);
      // What fails is left out: the list of commands and the other one remain.
      return {
        contacts: people.status === 'fulfilled' ? people.value.contacts : [],
        items: items.status === 'fulfilled' ? items.value.items : [],
      };
    },
    enabled: isAsked,
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
    retry: false,
  });
  const replies = useReplyGroup(run, words, isAsked);
  if (!isAsked || typed.length < LETTERS) return [];
  const open = (itemId: string) => {
    const route = { slug, view: 'all' as const, itemId, query: '' };
    if (readRoute()?.slug === slug) navigate(route);
    else router.push(pathOf(route));
  };
  return [
    {
      heading: t('contacts'),
      options: (found?.contacts ?? []).map(({ id, name, profiles: [profile] }) => ({
        id: `contact ${id}`,
        label: nameOf(name),
        detail: profile ? shownHandle(profile) : undefined,
        isAlways: true,
        onSelect: () => run(() => router.push(`/w/${slug}/contacts/${id}`)),
      })),
    },
    {
      heading: t('items'),
      options: (found?.items ?? []).map(({ id, contact, preview }) => ({
        id: `item ${id}`,
        label: nameOf(contact.name),
        detail: plainLine(preview, PREVIEW),
        isAlways: true,
        onSelect: () => run(() => open(id)),
      })),
    },
    replies,
  ];
}
