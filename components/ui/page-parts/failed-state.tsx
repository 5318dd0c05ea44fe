'use client';
import { CloudOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '../button.tsx';
import { EmptyState } from '../empty-state.tsx';
import { Icon } from '../icon.tsx';

type Props = {
  /** Why it failed and what that means. */
  children: ReactNode;
  /** Absent where another attempt can't help. */
  onRetry?: () => void;
};

/** In the place of a list that could not be loaded. */
export function FailedState({
  title,
  titleAs = 'p',
  children,
  onRetry,
}: Props & {
  title: string;
  /** A heading where the page or pane has no other. */
  titleAs?: 'p' | 'h1' | 'h2';
}) {
  return (
    <div role="alert">
      <EmptyState
        icon={<Icon of={CloudOff} size={20} />}
        title={title}
        titleAs={titleAs}
        action={onRetry ? <RetryButton onRetry={onRetry} /> : null}
      >
        {children}
      </EmptyState>
    </div>
  );
}

/** The same in one line: for a small list, or above what was loaded before. */
export function FailedLine({ children, onRetry }: Props) {
  return (
    <div role="alert" className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-sm text-warn">
      <span className="flex min-w-0 flex-1 basis-48 items-start gap-2">
        <Icon of={CloudOff} size={14} className="mt-0.5 shrink-0" />
        <span className="min-w-0 wrap-anywhere">{children}</span>
      </span>
      {onRetry ? <RetryButton onRetry={onRetry} /> : null}
    </div>
  );
}

function RetryButton({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('common');
  return (
    <Button size="small" onClick={onRetry}>
      {t('retry')}
    </Button>
  );
}
