import type { ScreenAct } from '#app/actions/screen-acts.ts';

/**
 * Every command. The keys, the palette, the tooltips and the sheet of keys come from this table.
 * A key is the sign that the keyboard types (`event.key`), so it is the same on every layout. A space separates a sequence.
 * `isRisky`: takes something away or sends something off, so the palette offers it first only to who asks for exactly that.
 */
export const commands = {
  next: { keys: 'j', group: 'move' },
  previous: { keys: 'k', group: 'move' },
  open: { keys: 'Enter', group: 'move' },
  back: { keys: 'Escape', group: 'move' },
  claim: { keys: 'i', group: 'work', act: 'claimItem' },
  assign: { keys: 'a', group: 'work', act: 'assignItem' },
  finishPart: { keys: 'd', group: 'work', act: 'finishPart' },
  askFor: { keys: 'Shift+i', group: 'work', act: 'askForItem' },
  handOver: { keys: 'y', group: 'work', act: 'handOver' },
  resolve: { keys: 'e', group: 'work', act: 'resolveItem', isRisky: true },
  resolveStay: { keys: 'Shift+e', group: 'work', act: 'resolveItem', isRisky: true },
  reopen: { keys: 'Shift+o', group: 'work', act: 'reopenItem', isRisky: true },
  snooze: { keys: 'h', group: 'work', act: 'snoozeItem' },
  ignore: { keys: 'm', group: 'work', act: 'ignoreItem', isRisky: true },
  tag: { keys: 't', group: 'work', act: 'tagItem' },
  case: { keys: 'c', group: 'work', act: 'openCase' },
  priority: { keys: 'Shift+p', group: 'work', act: 'prioritizeItem' },
  confidential: { keys: '', group: 'work', act: 'restrictItem' },
  acknowledge: { keys: 'v', group: 'work', act: 'acknowledgeSinceLeft' },
  undo: { keys: 'z', group: 'work' },
  reply: { keys: 'r', group: 'write', act: 'reply' },
  privateReply: { keys: 'Shift+r', group: 'write', act: 'reply' },
  note: { keys: 'n', group: 'write', act: 'addNote' },
  send: { keys: 'Ctrl+Enter', group: 'write', act: 'reply', isRisky: true },
  sendResolve: { keys: 'Ctrl+Shift+Enter', group: 'write', act: 'reply', isRisky: true },
  schedule: { keys: 'Ctrl+;', group: 'write', act: 'reply' },
  promise: { keys: 'Ctrl+.', group: 'write', act: 'reply' },
  hide: { keys: '!', group: 'moderate', act: 'moderate', isRisky: true },
  delete: { keys: '#', group: 'moderate', act: 'moderate', isRisky: true },
  select: { keys: 'x', group: 'select' },
  selectRange: { keys: 'Shift+x', group: 'select' },
  selectShown: { keys: '* a', group: 'select' },
  selectMatching: { keys: '* s', group: 'select' },
  selectNone: { keys: '* n', group: 'select' },
  contact: { keys: 'p', group: 'go' },
  search: { keys: '/', group: 'go' },
  palette: { keys: 'Ctrl+k', group: 'go' },
  keys: { keys: '?', group: 'go' },
  goInbox: { keys: 'g i', group: 'go' },
  goMine: { keys: 'g m', group: 'go' },
  goUnassigned: { keys: 'g u', group: 'go' },
  goTeam: { keys: 'g t', group: 'go', act: 'getTeam' },
  goContacts: { keys: 'g p', group: 'go' },
  goNotifications: { keys: 'g n', group: 'go' },
  goSinceLeft: { keys: 'g r', group: 'go' },
  goWorkspace: { keys: 'g w', group: 'go' },
  goAll: { keys: 'g l', group: 'go' },
  goWaiting: { keys: '', group: 'go' },
  goSnoozed: { keys: '', group: 'go' },
  goApproval: { keys: 'g a', group: 'go' },
  goScheduled: { keys: 'g s', group: 'go' },
  goPromised: { keys: 'g d', group: 'go' },
  goExpiring: { keys: '', group: 'go' },
  goFailed: { keys: '', group: 'go' },
  goResolved: { keys: '', group: 'go' },
  goChannels: { keys: 'g c', group: 'go' },
  goNetworks: { keys: '', group: 'go' },
  goSettings: { keys: '', group: 'go' },
  connectChannel: { keys: '', group: 'go', act: 'connectChannel' },
  letIn: { keys: '.', group: 'go' },
  filter: { keys: '', group: 'go' },
  saveView: { keys: '', group: 'go' },
  signOut: { keys: '', group: 'go', isRisky: true },
  toggleRail: { keys: '[', group: 'look' },
  toggleContext: { keys: ']', group: 'look' },
  toggleDensity: { keys: '', group: 'look' },
  switchTheme: { keys: '', group: 'look' },
  themeLight: { keys: '', group: 'look' },
  themeDark: { keys: '', group: 'look' },
  themeSystem: { keys: '', group: 'look' },
} as const satisfies Record<string, { keys: string; group: CommandGroup; act?: ScreenAct; isRisky?: boolean }>;

export const commandGroups = ['move', 'work', 'write', 'moderate', 'select', 'go', 'look'] as const;
export type CommandGroup = (typeof commandGroups)[number];
export type CommandId = keyof typeof commands;

export const commandIds = Object.keys(commands).filter((id): id is CommandId => Object.hasOwn(commands, id));

/** Keys that work while a text field has the focus. */
export const fieldCommands: ReadonlySet<CommandId> = new Set(['send', 'sendResolve', 'schedule', 'promise', 'palette']);

/** A command's keys: the person's own, or the default. */
export function keysOf(id: CommandId, own: Record<string, string>): string {
  return own[id] ?? commands[id].keys;
}
