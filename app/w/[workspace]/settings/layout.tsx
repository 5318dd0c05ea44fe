import type { ReactNode } from 'react';
import { requireCaller } from '#app/session.ts';
import { SettingsNav, type SettingsSection } from '#components/settings/settings-nav.tsx';
import { isAllowed, type Permission } from '#lib/caller.ts';

/** The sections in the order of their tabs, with the permission that each needs; null for none. */
const sections: Record<SettingsSection, Permission | null> = {
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
  const open = Object.entries(sections).flatMap(
    ([section, permission]) => (permission === null || isAllowed(role, permission) ? [section as SettingsSection] : []), // a key of `sections`
  );
  return (
    <div className="flex h-full min-h-0 flex-col">
      <SettingsNav slug={slug} sections={open} />
      <div className="min-h-0 flex-1">{children}</div>
    </div>
  );
}
