import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Transition } from '#lib/items/transition.ts';
import { type ItemEvent, transitionOf, transitions } from '#lib/items/transitions.ts';
import { itemStatuses } from '#lib/items/types.ts';
import { format } from 'prettier';
import { Explained } from '../process/explained.ts';
import { runMain } from '../process/run-main.ts';
import { say } from '../process/say.ts';
import { ROOT } from '../settings.ts';

const PATH = 'docs/item-states.md';

/** Whether the table in the docs is the table in the code. */
export async function isItemStatesCurrent(): Promise<boolean> {
  const file = join(ROOT, PATH);
  const isCurrent = existsSync(file) && readFileSync(file, 'utf8') === (await itemStatesText());
  if (!isCurrent) say(`${PATH} is not what the code says: run node scripts/generate/write-item-states.ts.`);
  return isCurrent;
}

async function itemStatesText(): Promise<string> {
  // Own keys of the table.
  const events = Object.keys(transitions) as ItemEvent[];
  const [moving, other] = [events.filter(movesStatus), events.filter((event) => !movesStatus(event))];
  const lines = [
    '<!-- Written by scripts/generate/write-item-states.ts from lib/items/transitions.ts. -->',
    '# The states of an item',
    '',
    'Which event moves an item from which status to which, and what changes with it. The table is',
    '`lib/items/transitions.ts`; every statement that changes an item is made from it (`lib/items/change/write-items.ts`).',
    '',
    'An item has an end of its snooze exactly while it is snoozed, and a time of its resolution exactly while it is resolved.',
    '',
    '## Events that can move an item',
    '',
    '**·**: the status stays. **–**: the event does not change an item in this status. **before**: what the item was',
    'before the reply or the act that is taken back.',
    '',
    row(['Event', 'When', 'New item', ...itemStatuses, 'Also', 'History', 'Undo']),
    row(Array.from({ length: itemStatuses.length + 6 }, () => '---')),
    ...moving.map((event) => {
      const transition: Transition = transitionOf(event);
      const { when, to } = transition;
      const statuses = itemStatuses.map((status) => (to[status] === status ? '·' : (to[status] ?? '–')));
      return row([`\`${event}\``, when, to.new ?? '–', ...statuses, ...consequences(transition)]);
    }),
    '',
    '## Events that leave the status as it is',
    '',
    row(['Event', 'When', 'Also', 'History', 'Undo']),
    row(Array.from({ length: 5 }, () => '---')),
    ...other.map((event) => row([`\`${event}\``, whenOf(event), ...consequences(transitionOf(event))])),
    '',
  ];
  return await format(lines.join('\n'), { parser: 'markdown', printWidth: 120 });
}

function movesStatus(event: ItemEvent): boolean {
  const { to } = transitionOf(event);
  return itemStatuses.some((status) => to[status] && to[status] !== status);
}

/** Where such an event reaches only some items, the sentence says which. */
function whenOf(event: ItemEvent): string {
  const { when, to } = transitionOf(event);
  const reached = itemStatuses.filter((status) => to[status]);
  return reached.length === itemStatuses.length ? when : `${when} (${reached.join(', ')} items only)`;
}

const owners: Record<NonNullable<Transition['owner']>, string> = {
  claim: 'the member has it, with a lease',
  claim_if_free: 'the member has it with a lease, if nobody had it',
  assign: 'the named member has it, without a lease',
  renew: 'the lease ends later',
  release: 'nobody has it',
  lapse: 'nobody has it; the item says whose lease ended',
};

const failures: Record<NonNullable<Transition['sendFailed']>, string> = {
  set: 'marked “failed to send”',
  clear: '“failed to send” is seen',
  check: '“failed to send” goes once no action of the item is failed or unconfirmed',
};

function consequences(transition: Transition): [also: string, history: string, undo: string] {
  const {
    owner,
    part,
    terms,
    sendFailed,
    inbound,
    priority,
    restores,
    history,
    historyIf,
    silentIn = [],
    undo,
  } = transition;
  const also = [
    ...(owner ? [owners[owner]] : []),
    ...(part ? [`an owner’s own part is ${part === 'done' ? 'done' : 'to do again'}`] : []),
    ...(terms ? ['the team, and who must finish, where they are named'] : []),
    ...(sendFailed ? [failures[sendFailed]] : []),
    ...(inbound ? ['unread and the reply deadline follow the contact’s latest message'] : []),
    ...(priority ? ['the priority'] : []),
    ...(restores ? ['every field that the act had changed'] : []),
    ...(silentIn.length === itemStatuses.length ? ['no live event'] : []),
    ...(silentIn.length > 0 && silentIn.length < itemStatuses.length
      ? [`no live event and no history where it is ${silentIn.join(' or ')}`]
      : []),
  ];
  const entry = history ? `\`${history}\`${historyIf ? ' if it comes back' : ''}` : '–';
  return [also.join('; ') || '–', entry, undo ? 'yes' : '–'];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

if (import.meta.main) {
  await runMain(async () => {
    if (process.argv.includes('--check')) {
      if (!(await isItemStatesCurrent())) throw new Explained(`${PATH} is old.`);
    } else writeFileSync(join(ROOT, PATH), await itemStatesText());
  });
}
