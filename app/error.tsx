'use client';
import { useTranslations } from 'next-intl';
import { BarePage } from '#components/ui/bare-page.tsx';
import { Button } from '#components/ui/button.tsx';

export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  const t = useTranslations('common.crash');
  return (
    <BarePage title={t('title')} intro={t('text', { reference: error.digest ?? '-' })}>
      <Button look="primary" onClick={() => location.reload()}>
        {t('reload')}
      </Button>
    </BarePage>
  );
}
