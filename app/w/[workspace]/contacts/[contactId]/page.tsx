import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { requireCaller } from '#app/session.ts';
import { ContactPage } from '#components/contacts/person/contact-page.tsx';
import type { Caller } from '#lib/caller.ts';
import { getContact } from '#lib/contacts/get-contact.ts';
import { listContactItems } from '#lib/items/contacts/list-contact-items.ts';
import { Refusal } from '#lib/refusal.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('contacts'))('one') };
}

type Props = { params: Promise<{ workspace: string; contactId: string }> };

export default async function Contact({ params }: Props) {
  const { workspace, contactId } = await params;
  const caller = await requireCaller(workspace, `/w/${workspace}/contacts`);
  const found = await readPerson(caller, contactId);
  if (!found) notFound();
  return <ContactPage key={found.contact.id} first={found.contact} history={found.history} />;
}

async function readPerson(caller: Caller, contactId: string) {
  try {
    const [contact, history] = [
      await getContact(caller, { contactId }),
      await listContactItems(caller, { contactId, limit: 20 }),
    ];
    return { contact, history };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return null;
    throw error;
  }
}
