import type { Metadata } from 'next';
import { getFormatter, getTranslations } from 'next-intl/server';
import { BarePage } from '#components/ui/bare-page.tsx';
import { readErasure } from '#lib/erasure/read-erasure.ts';

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('erasure'))('title'), robots: { index: false }, referrer: 'no-referrer' };
}

/** Shows a person the state of an erasure request. The code gives access and says nothing about the person. */
export default async function ErasurePage({ params }: { params: Promise<{ code: string }> }) {
  const { code } = await params;
  const t = await getTranslations('erasure');
  const erasure = await readErasure(code);
  if (!erasure) return <BarePage title={t('title')}>{t('unknown')}</BarePage>;
  const format = await getFormatter();
  const moment = (date: Date) => format.dateTime(date, { dateStyle: 'long', timeStyle: 'short' });
  const facts = [
    [t('code'), code],
    [t('requested'), moment(erasure.requestedAt)],
    ...(erasure.doneAt ? [[t('done'), moment(erasure.doneAt)]] : []),
  ];
  return (
    <BarePage title={t('title')} intro={t('intro')}>
      <p>{erasure.doneAt ? t('finished') : t('pending')}</p>
      <dl className="mt-4 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="break-all">{value}</dd>
          </div>
        ))}
      </dl>
    </BarePage>
  );
}
