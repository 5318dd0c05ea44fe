/** Why a sign-in at a network brought nothing: a reason of the connector contract, or the member said no there. */
export const REFUSED_BY_MEMBER = 'refused_by_member';

/** An account that a sign-in brought, to choose from. */
export type FoundAccount = {
  externalId: string;
  handle: string;
  name: string;
  avatarUrl: string | null;
  /** It is a channel of this workspace already. */
  isConnected: boolean;
};

/** A member's way through a network's own sign-in. Dates are ISO 8601. */
export type ConnectionView = {
  id: string;
  network: string;
  /** The channel that is to be reconnected; null for new ones. */
  channelId: string | null;
  /** `waiting`: the network has not sent the member back yet. */
  state: 'waiting' | 'choose' | 'failed' | 'expired';
  failure: string | null;
  expiresAt: string;
  accounts: FoundAccount[];
};

/** How a network's app is set up: which of its secrets are there, never what they are. */
export type NetworkAppView = {
  network: string;
  name: string;
  mark: { path: string; color: string };
  /** Whose app it is; null: nobody has set one up. */
  from: 'operator' | 'workspace' | null;
  /** Nothing is missing without which the network cannot be connected. */
  isReady: boolean;
  canBeTested: boolean;
  /** `variable` is the operator's environment variable. */
  settings: {
    name: 'clientId' | 'clientSecret' | 'webhookSecret';
    variable: string;
    isRequired: boolean;
    isSet: boolean;
  }[];
  /** `value` is null where it is not set, or is a secret. */
  options: { name: string; variable: string; values: readonly string[]; isSet: boolean; value: string | null }[];
  /** To be entered at the network; null where it takes none. */
  webhookUrl: string | null;
  redirectUrl: string | null;
};
