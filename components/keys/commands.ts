import type { Permission } from '#lib/caller.ts';

/**
 * Every command. The keys, the palette, the tooltips and the sheet of keys come from this table.
 * A key is the sign that the keyboard types (`event.key`), so it is the same on every layout. A space separates a sequence.
 */
export const commands = {
  next: { keys: 'j', group: 'move' },
  previous: { keys: 'k', group: 'move' },
  open: { keys: 'Enter', group: 'move' },
  back: { keys: 'Escape', group: 'move' },
  claim: { keys: 'i', group: 'work', permission: 'items.work' },
  assign: { keys: 'a', group: 'work', permission: 'items.assign' },
  resolve: { keys: 'e', group: 'work', permission: 'items.work' },
  resolveStay: { keys: 'Shift+e', group: 'work', permission: 'items.work' },
  reopen: { keys: 'Shift+o', group: 'work', permission: 'items.work' },
  snooze: { keys: 'h', group: 'work', permission: 'items.work' },
  ignore: { keys: 'm', group: 'work', permission: 'items.work' },
  tag: { keys: 't', group: 'work', permission: 'items.work' },
  priority: { keys: 'Shift+p', group: 'work', permission: 'items.work' },
  undo: { keys: 'z', group: 'work' },
  reply: { keys: 'r', group: 'write', permission: 'replies.write' },
  privateReply: { keys: 'Shift+r', group: 'write', permission: 'replies.write' },
  note: { keys: 'n', group: 'write', permission: 'notes.write' },
  send: { keys: 'Ctrl+Enter', group: 'write', permission: 'replies.write' },
  sendResolve: { keys: 'Ctrl+Shift+Enter', group: 'write', permission: 'replies.write' },
  hide: { keys: '!', group: 'moderate', permission: 'messages.moderate' },
  delete: { keys: '#', group: 'moderate', permission: 'messages.moderate' },
  select: { keys: 'x', group: 'select' },
  selectRange: { keys: 'Shift+x', group: 'select' },
  selectShown: { keys: '* a', group: 'select' },
  selectMatching: { keys: '* s', group: 'select' },
  selectNone: { keys: '* n', group: 'select' },
  search: { keys: '/', group: 'go' },
  palette: { keys: 'Ctrl+k', group: 'go' },
  keys: { keys: '?', group: 'go' },
  goInbox: { keys: 'g i', group: 'go' },
  goMine: { keys: 'g m', group: 'go' },
  goUnassigned: { keys: 'g u', group: 'go' },
  goWorkspace: { keys: 'g w', group: 'go' },
  goChannels: { keys: 'g c', group: 'go' },
  letIn: { keys: '.', group: 'go' },
  saveView: { keys: '', group: 'go' },
  toggleRail: { keys: '[', group: 'look' },
  toggleContext: { keys: ']', group: 'look' },
  toggleDensity: { keys: '', group: 'look' },
  themeLight: { keys: '', group: 'look' },
  themeDark: { keys: '', group: 'look' },
  themeSystem: { keys: '', group: 'look' },
} as const satisfies Record<string, { keys: string; group: CommandGroup; permission?: Permission }>;

export const commandGroups = ['move', 'work', 'write', 'moderate', 'select', 'go', 'look'] as const;
export type CommandGroup = (typeof commandGroups)[number];
export type CommandId = keyof typeof commands;

export const commandIds = Object.keys(commands).filter((id): id is CommandId => Object.hasOwn(commands, id));

/** Keys that work while a text field has the focus. */
export const fieldCommands: ReadonlySet<CommandId> = new Set(['send', 'sendResolve', 'palette']);

/** A command's keys: the person's own, or the default. */
export function keysOf(id: CommandId, own: Record<string, string>): string {
  return own[id] ?? commands[id].keys;
}
