import type { ReactNode } from 'react';
import { requireCaller } from '#app/session.ts';
import { SettingsNav, type SettingsSection } from '#components/settings/settings-nav.tsx';
import { may, type Right } from '#lib/act.ts';
import { listNetworkApps } from '#lib/channels/apps/network-apps.ts';
import { listGuidance } from '#lib/guidance/list-guidance.ts';
import { saveField } from '#lib/items/fields/save-field.ts';
import { listApprovalRules } from '#lib/outbox/approval/rules/list-rules.ts';
import { saveContactField } from '#lib/contacts/fields/save-field.ts';
import { editRouting } from '#lib/routing/edit-routing.ts';
import { editGuardRails } from '#lib/saved-replies/guard-rails/edit-guard-rails.ts';
import { listSavedReplies } from '#lib/saved-replies/list-saved-replies.ts';
import { listApiKeys } from '#lib/workspaces/api-keys/list-api-keys.ts';
import { editWorkspace } from '#lib/workspaces/edit-workspace.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { setAvailability } from '#lib/workspaces/availability/set-availability.ts';
import { listMembers } from '#lib/workspaces/members/list-members.ts';

/** The act that each section needs; null for none. */
const sections: Record<SettingsSection, Right | null> = {
  members: listMembers,
  workspace: editWorkspace,
  replies: listSavedReplies,
  guidance: listGuidance,
  'guard-rails': editGuardRails,
  fields: saveField,
  approval: listApprovalRules,
  contacts: saveContactField,
  distribution: editRouting,
  networks: listNetworkApps,
  api: listApiKeys,
  audit: listAudit,
  availability: setAvailability,
  notifications: null,
  account: null,
};

type Props = { children: ReactNode; params: Promise<{ workspace: string }> };

export default async function SettingsLayout({ children, params }: Props) {
  const { workspace: slug } = await params;
  const caller = await requireCaller(slug, `/w/${slug}/settings/members`);
  const open = Object.entries(sections).flatMap(
    ([section, right]) => (right === null || may(caller, right) ? [section as SettingsSection] : []), // a key of `sections`
  );
  return (
    <div className="flex h-full min-h-0 flex-col wide:flex-row">
      <SettingsNav slug={slug} sections={open} />
      <div className="min-h-0 min-w-0 flex-1">{children}</div>
    </div>
  );
}
