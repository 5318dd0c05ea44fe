import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { requireCaller } from '#app/session.ts';
import { TeamPage } from '#components/team/team-page.tsx';
import { may } from '#lib/act.ts';
import { getTeam } from '#lib/items/team/get-team.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('team'))('title') };
}

export default async function Team({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const caller = await requireCaller(workspace, `/w/${workspace}/team`);
  if (!may(caller, getTeam)) notFound();
  return <TeamPage first={await getTeam(caller)} />;
}
