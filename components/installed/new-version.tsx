'use client';
import { RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useAnnounced } from '#components/ui/announcer/use-announced.ts';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { useServiceWorker } from './use-service-worker.ts';

/** Offers a newer version of Parvis, once there is one. Nothing reloads by itself. */
export function NewVersion({ build }: { build: string | null }) {
  const t = useTranslations('shell');
  const { isOutdated, reload } = useServiceWorker(build);
  useAnnounced(isOutdated ? t('newVersion') : null);
  if (!isOutdated) return null;
  return (
    <section
      aria-label={t('newVersionRegion')}
      className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line bg-rail px-4 py-1 text-sm"
    >
      <Icon of={RefreshCw} size={14} className="text-muted" />
      <span className="min-w-0 flex-1">{t('newVersion')}</span>
      <Button size="small" onClick={reload}>
        {t('reload')}
      </Button>
    </section>
  );
}
