'use client';
import { LogOut, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import { SteadyNumber } from '#components/ui/text/steady-number.tsx';

export const meLineClass = 'flex min-h-12 w-full items-center gap-3 text-base';

type Props = {
  href: string;
  icon: LucideIcon;
  label: string;
  /** Undefined until it is known; null: a line without a number. */
  count?: number | undefined | null;
};

/** A page to which the page "Me" leads. */
export function MeLink({ href, icon, label, count = null }: Props) {
  return (
    <li>
      <Link href={href} className={meLineClass}>
        <Icon of={icon} className="text-muted" />
        <span className="flex-1">{label}</span>
        {count === null ? null : <SteadyNumber value={count} className="text-sm text-muted" />}
      </Link>
    </li>
  );
}

export function ThemeLine() {
  const t = useTranslations('shell');
  const { prefs, setPrefs } = usePrefs();
  const themes = (['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`theme.${value}`) }));
  return (
    <li className="flex min-h-12 items-center justify-between gap-3">
      {t('theme.label')}
      <Select
        className="!w-56"
        label={t('theme.label')}
        value={prefs.theme}
        onChange={(theme) => setPrefs({ theme })}
        options={themes}
      />
    </li>
  );
}

export function SignOutLine() {
  const t = useTranslations('shell');
  return <MeLink href="/sign-out" icon={LogOut} label={t('signOut')} />;
}
