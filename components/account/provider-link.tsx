import { useTranslations } from 'next-intl';
import { buttonClass } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.ts';

type Props = {
  /** What the provider is called. */
  name: string;
  next?: string;
  /** The token of the invitation that she answers. */
  invitation?: string;
  isMain?: boolean;
};

/** Leads to the provider's own sign-in. A plain link: nothing of it is loaded before somebody follows it. */
export function ProviderLink({ name, next, invitation, isMain = false }: Props) {
  const t = useTranslations('account.signIn');
  const query = new URLSearchParams({ ...(next ? { next } : {}), ...(invitation ? { invitation } : {}) });
  return (
    <a href={`/api/auth/oidc?${query}`} className={cx(buttonClass(isMain ? 'primary' : 'plain'), 'w-full')}>
      <span className="truncate">{t('continueWith', { name })}</span>
    </a>
  );
}

/** The word between two ways to sign in. */
export function OrLine() {
  const t = useTranslations('account.signIn');
  return (
    <p className="flex items-center gap-3 text-sm text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {t('or')}
    </p>
  );
}
