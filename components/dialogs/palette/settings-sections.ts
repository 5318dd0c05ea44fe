import type { ScreenAct } from '#app/actions/screen-acts.ts';

/** The sections of the settings, with the act that each needs; null for none. */
export const settingsSections = {
  members: null,
  workspace: 'editWorkspace',
  networks: 'listNetworkApps',
  api: 'listApiKeys',
  audit: 'listAudit',
  replies: 'suggestSavedReplies',
  guidance: 'createGuidance',
  'guard-rails': 'editGuardRails',
  approval: 'listApprovalRules',
  fields: 'saveField',
  contacts: 'saveContactField',
  distribution: 'editRouting',
  availability: 'setAvailability',
  notifications: null,
  account: null,
} as const satisfies Record<string, ScreenAct | null>;

export const settingsNames = Object.keys(settingsSections) as (keyof typeof settingsSections)[]; // its own keys
