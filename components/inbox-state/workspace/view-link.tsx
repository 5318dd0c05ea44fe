'use client';
import { useRouter } from 'next/navigation';
import type { ComponentProps, MouseEvent } from 'react';
import type { View } from '#components/route/filter.ts';
import { navigate, pathOf, readRoute } from '#components/route/route-store.ts';
import { useWorkspace } from './workspace-context.tsx';

type Props = Omit<ComponentProps<'a'>, 'href' | 'onClick'> & { view: View; query?: string; itemId?: string | null };

/** A link to a list, or to an item in it. In the inbox it only changes what is shown; on another page it opens the inbox. */
export function ViewLink({ view, query = '', itemId = null, children, ...rest }: Props) {
  const { slug } = useWorkspace();
  const router = useRouter();
  const href = pathOf({ slug, view, itemId, query });
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (readRoute()?.slug === slug) navigate({ view, query, itemId });
    else router.push(href);
  };
  return (
    <a {...rest} href={href} onClick={onClick}>
      {children}
    </a>
  );
}
