import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { NetworkApp } from '#components/settings/networks/network-app.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { Lines, Page } from '#components/ui/page.tsx';
import { listNetworkApps } from '#lib/channels/apps/network-apps.ts';
import { requireSection } from '../require-section.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.networks'))('title') };
}

export default async function NetworksPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const caller = await requireSection(slug, 'networks', listNetworkApps);
  const t = await getTranslations('settings.networks');
  const apps = await listNetworkApps(caller, await readOrigin());
  const matrix = (
    <Link href={`/w/${slug}/networks`} className={buttonClass()}>
      {t('matrix')}
    </Link>
  );
  return (
    <Page title={t('title')} intro={t('intro')} actions={matrix}>
      <Lines label={t('title')}>
        {apps.map((app) => (
          <NetworkApp key={app.network} app={app} />
        ))}
      </Lines>
    </Page>
  );
}

/** Where the page was asked for, which the addresses begin with where no public address is set. */
async function readOrigin(): Promise<{ origin?: string }> {
  const sent = await headers();
  const host = sent.get('host');
  const isSecure = sent.get('x-forwarded-proto')?.split(',')[0] === 'https';
  return host ? { origin: `${isSecure ? 'https' : 'http'}://${host}` } : {};
}
