'use client';
import { CalendarClock, LogOut, Monitor, Moon, Settings, Sun } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '#components/ui/overlays/menu.tsx';

/** Theme, density, settings and sign-out. */
export function PersonMenuItems() {
  const t = useTranslations('shell');
  const router = useRouter();
  const routing = useTranslations('routing.availability');
  const { me, slug, can } = useWorkspace();
  const { prefs, setPrefs } = usePrefs();
  const themes = [
    { value: 'system' as const, label: t('theme.system'), icon: <Icon of={Monitor} /> },
    { value: 'light' as const, label: t('theme.light'), icon: <Icon of={Sun} /> },
    { value: 'dark' as const, label: t('theme.dark'), icon: <Icon of={Moon} /> },
  ];
  const densities = [
    { value: 'comfortable' as const, label: t('density.comfortable') },
    { value: 'compact' as const, label: t('density.compact') },
  ];
  return (
    <>
      <MenuLabel>
        <span className="block text-sm font-medium text-ink">{me.name}</span>
        {me.email}
      </MenuLabel>
      <MenuSeparator />
      <MenuChoice
        label={t('theme.label')}
        value={prefs.theme}
        onChange={(theme) => setPrefs({ theme })}
        options={themes}
      />
      <MenuSeparator />
      <MenuChoice
        label={t('density.label')}
        value={prefs.density}
        onChange={(density) => setPrefs({ density })}
        options={densities}
      />
      <MenuSeparator />
      {can('setAvailability') ? (
        <MenuItem icon={<Icon of={CalendarClock} />} onClick={() => router.push(`/w/${slug}/settings/availability`)}>
          {routing('menu')}
        </MenuItem>
      ) : null}
      <MenuItem icon={<Icon of={Settings} />} onClick={() => router.push(`/w/${slug}/settings`)}>
        {t('settings')}
      </MenuItem>
      <MenuItem icon={<Icon of={LogOut} />} onClick={() => router.push('/sign-out')}>
        {t('signOut')}
      </MenuItem>
    </>
  );
}
