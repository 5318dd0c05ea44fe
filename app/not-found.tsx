import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { BarePage } from '#components/ui/bare-page.tsx';
import { buttonClass } from '#components/ui/button.tsx';

export default async function NotFound() {
  const t = await getTranslations('common.notFound');
  return (
    <BarePage title={t('title')} intro={t('text')}>
      <Link href="/" className={buttonClass('primary')}>
        {t('back')}
      </Link>
    </BarePage>
  );
}
