/** How an organization's members sign in. */
export type SignInRulesView = {
  emailDomains: string[];
  isSingleSignOnRequired: boolean;
  /** The provider of this installation; null when none is set up. */
  providerName: string | null;
  /** The caller has signed in there before. */
  isLinked: boolean;
  /** The caller may change them, as an admin in all workspaces of the organization. */
  mayChange: boolean;
};
