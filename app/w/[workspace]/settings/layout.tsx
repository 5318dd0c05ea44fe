import type { ReactNode } from 'react';
import { requireCaller } from '#app/session.ts';
import { SettingsNav, type SettingsSection } from '#components/settings/settings-nav.tsx';
import { isAllowed, type Permission } from '#lib/caller.ts';

/** The rooms in the order of their tabs, with who may enter; null: everyone. */
const rooms: Record<SettingsSection, Permission | null> = {
  members: 'members.read',
  workspace: 'workspace.manage',
  networks: 'channels.manage',
  api: 'api_keys.manage',
  audit: 'audit.read',
  account: null,
};

type Props = { children: ReactNode; params: Promise<{ workspace: string }> };

export default async function SettingsLayout({ children, params }: Props) {
  const { workspace: slug } = await params;
  const { role } = await requireCaller(slug, `/w/${slug}/settings/members`);
  const open = Object.entries(rooms).flatMap(
    ([room, permission]) => (permission === null || isAllowed(role, permission) ? [room as SettingsSection] : []), // a key of `rooms`
  );
  return (
    <div className="flex h-full min-h-0 flex-col">
      <SettingsNav slug={slug} rooms={open} />
      <div className="min-h-0 flex-1">{children}</div>
    </div>
  );
}
