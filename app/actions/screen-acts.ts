import { may, type Right } from '#lib/act.ts';
import type { Role } from '#lib/caller.ts';
import { listNetworkApps } from '#lib/channels/apps/network-apps.ts';
import { checkChannel } from '#lib/channels/check/check-channel.ts';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { pauseChannel } from '#lib/channels/pause-channel.ts';
import { setBudget } from '#lib/channels/rate-limits/set-budget.ts';
import { joinContacts } from '#lib/contacts/joins/join-contacts.ts';
import { saveContactField } from '#lib/contacts/fields/save-field.ts';
import { eraseContact } from '#lib/erasure/contacts/erase-contact.ts';
import { createGuidance } from '#lib/guidance/create-guidance.ts';
import { getItemGuidance } from '#lib/guidance/get-item-guidance.ts';
import { makeGuestLink } from '#lib/guests/make-guest-link.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { openCase } from '#lib/items/cases/open-case.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { ignoreItem } from '#lib/items/ignore-item.ts';
import { acknowledgeSinceLeft } from '#lib/items/departures/acknowledge-since-left.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { deleteOthersNote } from '#lib/items/notes/delete-note.ts';
import { prioritizeItem } from '#lib/items/prioritize-item.ts';
import { saveField } from '#lib/items/fields/save-field.ts';
import { finishPart } from '#lib/items/parts/finish-part.ts';
import { releaseItem } from '#lib/items/claims/release-item.ts';
import { renewClaims } from '#lib/items/claims/renew-claims.ts';
import { reopenItem } from '#lib/items/reopen-item.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { restrictItem } from '#lib/items/restrict-item.ts';
import { snoozeItem } from '#lib/items/snooze-item.ts';
import { tagItem } from '#lib/items/tags/tag-item.ts';
import { askForItem } from '#lib/items/requests/ask-for-item.ts';
import { handOver } from '#lib/items/requests/hand-over.ts';
import { getTeam } from '#lib/items/team/get-team.ts';
import { shareView } from '#lib/items/views/saved-views.ts';
import { approveReply } from '#lib/outbox/approval/approve-reply.ts';
import { listApprovalRules } from '#lib/outbox/approval/rules/list-rules.ts';
import { moderate } from '#lib/outbox/moderate.ts';
import { reply } from '#lib/outbox/reply.ts';
import { editRouting } from '#lib/routing/edit-routing.ts';
import { getItemRouting } from '#lib/routing/get-item-routing.ts';
import { editGuardRails } from '#lib/saved-replies/guard-rails/edit-guard-rails.ts';
import { overrideGuardRails, shareSavedReply } from '#lib/saved-replies/rights.ts';
import { saveSavedReply } from '#lib/saved-replies/save-saved-reply.ts';
import { suggestSavedReplies } from '#lib/saved-replies/suggest-saved-replies.ts';
import { getDelivery } from '#lib/sync/deliveries/get-delivery.ts';
import { listDeliveries } from '#lib/sync/deliveries/list-deliveries.ts';
import { replayDelivery, replayFailedDeliveries } from '#lib/sync/deliveries/replay-delivery.ts';
import { listApiKeys } from '#lib/workspaces/api-keys/list-api-keys.ts';
import { setAvailability } from '#lib/workspaces/availability/set-availability.ts';
import { editWorkspace } from '#lib/workspaces/edit-workspace.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';

/** What a screen offers or leaves out by the member's role: `can('claimItem')`. */
const screenActs = {
  acknowledgeSinceLeft,
  addNote,
  approveReply,
  askForItem,
  assignItem,
  checkChannel,
  claimItem,
  connectChannel,
  createGuidance,
  deleteOthersNote,
  editWorkspace,
  editGuardRails,
  editRouting,
  eraseContact,
  finishPart,
  getDelivery,
  getItemGuidance,
  getItemRouting,
  getTeam,
  handOver,
  ignoreItem,
  joinContacts,
  listApiKeys,
  listApprovalRules,
  listAudit,
  listDeliveries,
  listNetworkApps,
  makeGuestLink,
  moderate,
  openCase,
  overrideGuardRails,
  pauseChannel,
  prioritizeItem,
  releaseItem,
  renewClaims,
  reopenItem,
  replayDelivery,
  replayFailedDeliveries,
  reply,
  resolveItem,
  restrictItem,
  saveContactField,
  saveField,
  saveSavedReply,
  setAvailability,
  setBudget,
  shareSavedReply,
  shareView,
  snoozeItem,
  suggestSavedReplies,
  tagItem,
} as const satisfies Record<string, Right>;

export type ScreenAct = keyof typeof screenActs;

/** What goes on in an archived workspace: what only reads, and what ends. `editWorkspace` opens the page that takes it back. */
const archivedActs: readonly ScreenAct[] = [
  'editWorkspace',
  'eraseContact',
  'getDelivery',
  'getItemRouting',
  'getTeam',
  'listApiKeys',
  'listAudit',
  'listDeliveries',
  'listNetworkApps',
];

/** The acts that members of this role may call, for the browser. */
export function allowedActs(role: Role, { isArchived = false }: { isArchived?: boolean } = {}): ScreenAct[] {
  // The table's own keys, which Object.keys widens to strings.
  const names = isArchived ? archivedActs : (Object.keys(screenActs) as ScreenAct[]);
  return names.filter((name) => may({ role }, screenActs[name]));
}
