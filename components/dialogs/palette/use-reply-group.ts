import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { savedRepliesApi } from '#components/api/saved-replies.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { runCommand } from '#components/keys/command-registry.ts';
import { useLanguage } from '#components/prefs/use-language.ts';
import { readRoute } from '#components/route/route-store.ts';
import type { PickerGroup } from '#components/ui/overlays/picker.tsx';
import { plainLine } from '#lib/plain-text.ts';
import type { Run } from './run.ts';

const OFFERED = 5;
const STALE_MS = 30_000;
/** How much of a saved reply's text is shown, in characters. */
const PREVIEW = 70;

/** Saved replies: with an item at hand they are put into its reply, which nobody sends unread; without one their page opens. */
export function useReplyGroup(run: Run, words: string, isAsked: boolean): PickerGroup {
  const t = useTranslations('keys');
  const { slug, can } = useWorkspace();
  const { drafts } = useInbox();
  const router = useRouter();
  const language = useLanguage();
  const route = readRoute();
  const itemId = route?.slug === slug && can('reply') ? route.itemId : null;
  const api = savedRepliesApi(slug);
  const { data } = useQuery({
    queryKey: ['saved-replies', 'palette', slug, itemId, language, words],
    queryFn: async ({ signal }) => {
      if (itemId !== null) return (await api.suggest(itemId, { q: words, language }, signal)).savedReplies;
      const { savedReplies } = await api.list({ q: words }, signal);
      return savedReplies.map(({ id, title, fr, en }) => ({ id, title, text: (language === 'fr' && fr) || en || fr }));
    },
    enabled: isAsked && can('suggestSavedReplies'),
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
    retry: false,
  });
  const insert = (open: string, { id, text }: { id: string; text: string }) => {
    const { draft } = drafts.get(open, 'reply');
    drafts.write(open, 'reply', { text: [draft.text, text].filter(Boolean).join('\n\n') });
    // Only a count: without it the reply is suggested a little later next time.
    api.countInsertion(id).catch(() => undefined);
    runCommand('reply');
  };
  const show = (title: string) => router.push(`/w/${slug}/settings/replies?${new URLSearchParams({ q: title })}`);
  return {
    heading: t('savedReplies'),
    options: (data ?? []).slice(0, OFFERED).map((reply) => ({
      id: `saved reply ${reply.id}`,
      label: plainLine(reply.title),
      detail: plainLine(reply.text, PREVIEW),
      isAlways: true,
      onSelect: () =>
        run(() => (itemId === null ? show(reply.title) : insert(itemId, reply)), { opensField: itemId !== null }),
    })),
  };
}
