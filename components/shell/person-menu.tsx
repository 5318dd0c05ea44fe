'use client';
import { LogOut, Monitor, Moon, Settings, Sun } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '#components/ui/overlays/menu.tsx';

/** The member's menu: theme, density, settings, sign-out. */
export function PersonMenu({ isWide }: { isWide: boolean }) {
  const t = useTranslations('shell');
  const router = useRouter();
  const { me, slug } = useWorkspace();
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
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          aria-label={t('person', { name: me.name })}
          className="flex h-8 min-w-0 items-center gap-2 rounded-control px-1 text-sm hover:bg-hover aria-expanded:bg-hover max-phone:h-11"
        >
          <Avatar name={me.name} size={24} />
          {isWide ? <span className="max-w-18 truncate">{me.name.split(' ')[0]}</span> : null}
        </button>
      }
    >
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
      <MenuItem icon={<Icon of={Settings} />} onClick={() => router.push(`/w/${slug}/settings`)}>
        {t('settings')}
      </MenuItem>
      <MenuItem icon={<Icon of={LogOut} />} onClick={() => router.push('/sign-out')}>
        {t('signOut')}
      </MenuItem>
    </Menu>
  );
}
