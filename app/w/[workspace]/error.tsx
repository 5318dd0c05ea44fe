'use client';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { FailedState } from '#components/ui/page-parts/failed-state.tsx';

/** A page of the workspace that failed. The rail stays, so that the others can be reached. */
export default function WorkspaceErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations('common.crash');
  const router = useRouter();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <div className="flex h-full items-center justify-center overflow-y-auto">
      <FailedState title={t('page')} titleAs="h1" onRetry={retry}>
        {t('pageText', { reference: error.digest ?? '-' })}
      </FailedState>
    </div>
  );
}
