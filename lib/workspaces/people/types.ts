/** What a member holds, counted before the membership ends. */
export type Holdings = {
  /** Unfinished items that the member owns; `snoozedItems` of them are snoozed. */
  items: number;
  snoozedItems: number;
  /** Of `items`, those in channels that the successor does not see: they go back to the team. */
  lostItems: number;
  /** The member's own parts that are still to do in unfinished items; `approvals` of them as the approver. */
  parts: number;
  approvals: number;
  /** Of `parts`, those that end: the successor does not see the item, or owns it already. */
  lostParts: number;
  /** Promises that the member owes: they are owed by whoever has the item next. */
  promises: number;
  /** The teams of which the member is one. */
  teams: number;
  privateViews: number;
  apiKeys: number;
  /** Replies and other actions of the member that are on their way to a network. */
  runningActions: number;
};

/** Whether an organization requires a second factor. */
export type SecondFactorRule = {
  isRequired: boolean;
  /** The caller has a second factor. */
  isOwn: boolean;
  /** The caller may change it, as an admin in all workspaces of the organization. */
  mayChange: boolean;
};
