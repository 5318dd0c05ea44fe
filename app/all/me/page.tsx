import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requirePerson } from '#app/all/person.ts';
import { MergedMePage } from '#components/merged/merged-me-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('shell'))('me') };
}

export default async function AllMe() {
  const { name, email } = await requirePerson('/all/me');
  return <MergedMePage me={{ name, email }} />;
}
