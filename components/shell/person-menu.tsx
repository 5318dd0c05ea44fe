'use client';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { Menu } from '#components/ui/overlays/menu.tsx';
import { PersonMenuItems } from './person-menu-items.tsx';

/** The member's menu. */
export function PersonMenu() {
  const t = useTranslations('shell');
  const { me } = useWorkspace();
  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          data-tip={me.name}
          className="flex h-8 shrink-0 items-center rounded-control px-1 text-sm hover:bg-hover aria-expanded:bg-hover touch:h-11"
        >
          <span className="sr-only">{t('person', { name: me.name })}</span>
          <Avatar name={me.name} size={24} />
        </button>
      }
    >
      <PersonMenuItems />
    </Menu>
  );
}
