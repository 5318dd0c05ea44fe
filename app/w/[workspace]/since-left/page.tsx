import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireCaller } from '#app/session.ts';
import { SinceLeftPage } from '#components/departures/since-left-page.tsx';
import { getSinceLeft } from '#lib/items/departures/get-since-left.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('sinceLeft'))('title') };
}

export default async function SinceLeft({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const caller = await requireCaller(workspace, `/w/${workspace}/since-left`);
  return <SinceLeftPage first={await getSinceLeft(caller)} />;
}
