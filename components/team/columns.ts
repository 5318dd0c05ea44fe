/** The columns of the team's table after the member; a phone has no room for the rare ones. */
export const teamColumns = [
  { name: 'open', isRare: false },
  { name: 'parts', isRare: true },
  { name: 'waiting', isRare: true },
  { name: 'snoozed', isRare: true },
  { name: 'late', isRare: false },
  { name: 'expiring', isRare: false },
  { name: 'promises', isRare: true },
  { name: 'since', isRare: true },
] as const;
