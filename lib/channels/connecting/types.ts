/** The failure of a sign-in that the member declined; other failures are reasons of the connector contract. */
export const REFUSED_BY_MEMBER = 'refused_by_member';

/** An account that a sign-in returned. */
export type FoundAccount = {
  externalId: string;
  handle: string;
  name: string;
  avatarUrl: string | null;
  /** It is already a channel of this workspace. */
  isConnected: boolean;
};

/** A member's sign-in at a network. Dates are ISO 8601. */
export type ConnectionView = {
  id: string;
  network: string;
  /** The channel to reconnect; null for new channels. */
  channelId: string | null;
  /** `waiting`: the member has not come back from the network yet. */
  state: 'waiting' | 'choose' | 'failed' | 'expired';
  failure: string | null;
  expiresAt: string;
  accounts: FoundAccount[];
};

/** The setup of a network's app: which settings exist, never their secret values. */
export type NetworkAppView = {
  network: string;
  name: string;
  mark: { path: string; color: string };
  /** Whose app it is; null when none is set up. */
  from: 'operator' | 'workspace' | null;
  /** Every required setting exists. */
  isReady: boolean;
  canBeTested: boolean;
  /** `variable` is the operator's environment variable. */
  settings: {
    name: 'clientId' | 'clientSecret' | 'webhookSecret';
    variable: string;
    isRequired: boolean;
    isSet: boolean;
  }[];
  /** `value` is null when it is not set or secret. */
  options: { name: string; variable: string; values: readonly string[]; isSet: boolean; value: string | null }[];
  /** The webhook address to enter at the network; null when it has no webhooks. */
  webhookUrl: string | null;
  redirectUrl: string | null;
};
