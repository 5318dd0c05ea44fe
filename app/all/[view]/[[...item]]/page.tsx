import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { readPlaces, requirePerson } from '#app/all/person.ts';
import { readCaller } from '#app/session.ts';
import { mergedListing } from '#components/inbox-state/merged/merged-listing.ts';
import { MergedInboxPage, type MergedFirst } from '#components/merged/merged-page.tsx';
import { isView } from '#components/route/filter.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { listMergedItems } from '#lib/items/merged/list-merged-items.ts';
import { mergedViews } from '#lib/items/merged/types.ts';
import { Refusal } from '#lib/refusal.ts';

type Props = {
  params: Promise<{ view: string; item?: string[] }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const FIRST_PAGE = 50;
/** `all` is what a search looks through. */
const views: readonly string[] = [...mergedViews, 'all'];

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { view } = await params;
  const t = await getTranslations('queue.view');
  return isView(view) ? { title: t(view) } : {};
}

/** The one queue over all workspaces. The list's first page and the open item are read here. */
export default async function AllViewPage({ params, searchParams }: Props) {
  const { view, item = [] } = await params;
  const [itemId, ...more] = item;
  if (!isView(view) || !views.includes(view) || more.length > 0) notFound();
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams)) if (typeof value === 'string') query.set(name, value);
  const here = `/all/${view}${itemId ? `/${itemId}` : ''}${query.size > 0 ? `?${query.toString()}` : ''}`;
  const person = await requirePerson(here);
  const listing = mergedListing(view, query, await readPlaces(person.sessionId));
  const { filter, sort, workspaces = null } = listing;
  const [page, open] = await Promise.all([
    orNull(listMergedItems(person, { filter, sort, workspaces, limit: FIRST_PAGE })),
    itemId ? orNull(readItem(person, itemId)) : null,
  ]);
  return <MergedInboxPage first={{ list: page && { listing, page }, item: open }} />;
}

/** The open item, in the workspace that it is of; null when the person sees no such item. */
async function readItem(person: { sessionId: string }, itemId: string): Promise<MergedFirst['item']> {
  const [row] = (await listMergedItems(person, { itemIds: [itemId] })).items;
  const caller = row ? await readCaller(row.workspace) : null;
  return row && caller ? { detail: await getItem(caller, { itemId }), workspace: row.workspace } : null;
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
