import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireCaller } from '#app/session.ts';
import { ContactsPage } from '#components/contacts/list/contacts-page.tsx';
import { listContacts } from '#lib/contacts/list-contacts.ts';
import { readFilter } from './read-filter.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('contacts'))('title') };
}

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Contacts({ params, searchParams }: Props) {
  const { workspace } = await params;
  const caller = await requireCaller(workspace, `/w/${workspace}/contacts`);
  const filter = readFilter(await searchParams);
  return <ContactsPage filter={filter} first={await listContacts(caller, { filter })} />;
}
