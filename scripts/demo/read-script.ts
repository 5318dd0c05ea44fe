import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ItemKind } from '#lib/networks/contract.ts';
import { brand } from './cast/brand.ts';
import { personOf } from './cast/people.ts';

/** A text that the brand publishes, in milliseconds before the demo begins. */
export type Post = { key: string; agoMs: number; text: string };

/** A text that somebody writes. */
export type Line = {
  /** A person's short name, or the brand's where it answers. */
  by: string;
  text: string;
  kind: ItemKind;
  /** The key of the post or the line that it answers. */
  under?: string;
  /** What later lines call it. */
  key?: string;
  rating?: number;
  variant?: string;
};

/** What happens while somebody watches, in order. */
export type Step =
  { act: 'write'; line: Line } | { act: 'edit'; key: string; text: string } | { act: 'remove'; key: string };

/** What is said on one network. */
export type Script = { posts: Post[]; history: (Line & { agoMs: number })[]; live: Step[] };

const MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const KINDS: readonly ItemKind[] = ['comment', 'mention', 'message', 'review'];

/**
 * Reads what is said on a network, from `texts/<network>.txt`: one text a line, after ` | `; before it, who writes, how long ago
 * (`30m`, `2h`, `9d`) or `live`, and where needed a kind, `>key` of what it answers, `#key` of its own, `4*` and `~variant`.
 * @returns an empty script for a network without a file
 * @throws Error with the line that cannot be read
 */
export function readScript(network: string): Script {
  const script: Script = { posts: [], history: [], live: [] };
  const file = join(import.meta.dirname, 'texts', `${network}.txt`);
  if (!existsSync(file)) return script;
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      addLine(script, line);
    } catch (error) {
      throw new Error(`${file}:${index + 1}: ${String(error)}`, { cause: error });
    }
  }
  return script;
}

function addLine(script: Script, line: string): void {
  const [head = '', text = ''] = line.split(' | ');
  const [who = '', second = '', ...marks] = head.split(' ');
  if (who === 'remove') {
    script.live.push({ act: 'remove', key: second });
    return;
  }
  if (text === '') throw new Error('a line without a text');
  if (who === 'edit') {
    script.live.push({ act: 'edit', key: second, text });
    return;
  }
  if (who === 'post') {
    script.posts.push({ key: second, agoMs: agoOf(marks[0]), text });
    return;
  }
  if (who !== brand.handle && !personOf(who)) throw new Error(`nobody is called ${who}`);
  const said = { by: who, text, ...marksOf(marks) };
  if (second === 'live') script.live.push({ act: 'write', line: said });
  else script.history.push({ ...said, agoMs: agoOf(second) });
}

function marksOf(marks: readonly string[]): Omit<Line, 'by' | 'text'> {
  const made: Omit<Line, 'by' | 'text'> = { kind: 'comment' };
  for (const mark of marks) {
    const kind = KINDS.find((one) => one === mark);
    if (kind) made.kind = kind;
    else if (mark.startsWith('>')) made.under = mark.slice(1);
    else if (mark.startsWith('#')) made.key = mark.slice(1);
    else if (mark.startsWith('~')) made.variant = mark.slice(1);
    else if (/^[1-5]\*$/.test(mark)) made.rating = Number(mark[0]);
    else throw new Error(`what is "${mark}"?`);
  }
  return made;
}

function agoOf(text = ''): number {
  const [, number, unit] = /^(\d+)([mhd])$/.exec(text) ?? [];
  if (unit !== 'm' && unit !== 'h' && unit !== 'd') throw new Error(`how long ago is "${text}"?`);
  return Number(number) * MS[unit];
}
