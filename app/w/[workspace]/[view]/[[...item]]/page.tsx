import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { requireCaller } from '#app/session.ts';
import { InboxPage } from '#components/inbox/inbox-page.tsx';
import { filterOf, isView, sortOf } from '#components/route/filter.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import type { ItemPage } from '#lib/items/types.ts';
import { Refusal } from '#lib/refusal.ts';

type Props = {
  params: Promise<{ workspace: string; view: string; item?: string[] }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const FIRST_PAGE = 50;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, view } = await params;
  const t = await getTranslations('queue.view');
  if (!isView(view)) return {};
  const { userId, workspaceId } = await requireCaller(workspace, `/w/${workspace}/${view}`);
  // Says to web/service-worker.js that the page may be kept for reading without a connection, and whose it is.
  return { title: t(view), other: { 'parvis-kept': `${userId}:${workspaceId}` } };
}

/** The inbox. The list's first page and the open item are read here, so that the first paint is complete. */
export default async function ViewPage({ params, searchParams }: Props) {
  const { workspace, view, item = [] } = await params;
  const [itemId, ...more] = item;
  if (!isView(view) || more.length > 0) notFound();
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams)) if (typeof value === 'string') query.set(name, value);
  const here = `/w/${workspace}/${view}${itemId ? `/${itemId}` : ''}${query.size > 0 ? `?${query.toString()}` : ''}`;
  const caller = await requireCaller(workspace, here);
  const listing = { filter: filterOf(view, query), sort: sortOf(view, query) };
  const [page, detail] = await Promise.all([
    orNull(listItems(caller, { ...listing, limit: FIRST_PAGE })),
    itemId ? orNull(getItem(caller, { itemId })) : null,
  ]);
  const empty: ItemPage = { items: [], nextCursor: null };
  return <InboxPage first={{ list: { listing, page: page ?? empty }, detail }} />;
}

/** Null if the address names a filter or an item that does not exist any more; the page says so. */
async function orNull<Answer>(reading: Promise<Answer>): Promise<Answer | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
