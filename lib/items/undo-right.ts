import type { Right } from '#lib/act.ts';
import { assignItem } from './assign-item.ts';
import { claimItem } from './claims/claim-item.ts';
import type { HistoryAct } from './history/record-history.ts';
import { ignoreItem } from './ignore-item.ts';
import { addNote } from './notes/add-note.ts';
import { deleteNote } from './notes/delete-note.ts';
import { prioritizeItem } from './prioritize-item.ts';
import { releaseItem } from './claims/release-item.ts';
import { reopenItem } from './reopen-item.ts';
import { resolveItem } from './resolve-item.ts';
import { finishPart } from './parts/finish-part.ts';
import { handOver } from './requests/hand-over.ts';
import { snoozeItem } from './snooze-item.ts';
import { tagItem } from './tags/tag-item.ts';

/** The act behind each entry of the history that can be undone. */
const acts: Partial<Record<HistoryAct, Right>> = {
  claimed: claimItem,
  released: releaseItem,
  assigned: assignItem,
  parts_changed: assignItem,
  part_done: finishPart,
  part_reopened: finishPart,
  handed_over: handOver,
  resolved: resolveItem,
  reopened: reopenItem,
  snoozed: snoozeItem,
  ignored: ignoreItem,
  prioritized: prioritizeItem,
  tagged: tagItem,
  untagged: tagItem,
  noted: addNote,
  note_deleted: deleteNote,
};

/** Whoever may do an act may undo it. An entry of another kind counts as work on the item. */
export function undoRight(act: string): Right {
  return Object.entries(acts).find(([name]) => name === act)?.[1] ?? resolveItem;
}
