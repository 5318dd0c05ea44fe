'use client';
import { History } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { linesOf, sinceLeftParts, useSinceLeftNumbers } from '#components/inbox-state/workspace/use-since-left.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useAriaKeys } from '#components/keys/use-aria-keys.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { useRoute } from '#components/route/use-route.ts';
import { Icon } from '#components/ui/icon.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';
import { useLeftAt } from './use-left-at.ts';

/** The lists above which it stands: where somebody begins. */
const views: readonly string[] = ['open', 'mine'];

/** "Since you left, Friday 18:02: 4 changed, 2 due", until it is acknowledged; nothing where there is nothing. */
export function SinceLeftLine() {
  const t = useTranslations('sinceLeft');
  const { slug } = useWorkspace();
  const keys = useShownKeys()('goSinceLeft');
  const ariaKeys = useAriaKeys()('goSinceLeft');
  const leftAt = useLeftAt();
  const view = useRoute((route) => route.view);
  const numbers = useSinceLeftNumbers();
  if (!numbers?.leftAt || linesOf(numbers) === 0 || !views.includes(view)) return null;
  const parts = sinceLeftParts
    .filter((part) => numbers[part].total > 0)
    .map((part) => t(`count.${part}`, { count: numbers[part].total }));
  return (
    <PageLink
      href={`/w/${slug}/since-left`}
      prefetch={false}
      aria-keyshortcuts={ariaKeys}
      className="flex min-h-8 shrink-0 items-center gap-2 border-b border-line px-4 py-1 text-xs text-soft -outline-offset-2 hover:bg-hover hover:text-ink touch:min-h-11"
    >
      <Icon of={History} size={14} className="text-muted" />
      <span suppressHydrationWarning className="exact min-w-0 flex-1">
        {t('line', { when: leftAt(numbers.leftAt), list: parts.join(', ') })}
      </span>
      {keys ? <Kbd keys={keys} /> : null}
    </PageLink>
  );
}
