import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { addToCase } from '#lib/items/cases/add-to-case.ts';
import { closeCase, reopenCase } from '#lib/items/cases/close-case.ts';
import { getCase } from '#lib/items/cases/get-case.ts';
import { openCase } from '#lib/items/cases/open-case.ts';
import { takeOutOfCase } from '#lib/items/cases/take-out.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { Refusal } from '#lib/refusal.ts';
import { caseIdOf, someItems } from './a-case.ts';

afterAll(closeDatabase);

const ITEMS = 5;
const items = fc.uniqueArray(fc.nat(ITEMS - 1), { minLength: 1, maxLength: 3 });
const nth = fc.nat(3);
const step = fc.oneof(
  fc.record({ kind: fc.constant('open' as const), items }),
  fc.record({ kind: fc.constant('add' as const), nth, items }),
  fc.record({ kind: fc.constant('takeOut' as const), nth, items }),
  fc.record({ kind: fc.constant('dissolve' as const), nth }),
  fc.record({ kind: fc.constant('close' as const), nth }),
  fc.record({ kind: fc.constant('reopen' as const), nth }),
  fc.record({ kind: fc.constant('undo' as const), nth }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
type Token = { undo: string; moved: { item: number; from: number | null; to: number | null }[] };

/** What is said of cases, without a database: in which case each item is, and which cases are closed. */
class Model {
  readonly place: (number | null)[] = Array.from({ length: ITEMS }, () => null);
  readonly closed = new Set<number>();
  readonly known = (found: number) => this.place.includes(found);

  /** The items that an act moves; null where it is refused. */
  moves(step: Step, opened: number): Token['moved'] | null {
    const { place, closed } = this;
    switch (step.kind) {
      case 'open':
        return step.items.some((item) => place[item] !== null) ? null : this.#to(step.items, opened);
      case 'add':
        if (!this.known(step.nth) || closed.has(step.nth)) return null;
        if (step.items.some((item) => place[item] !== null && place[item] !== step.nth)) return null;
        return this.#to(
          step.items.filter((item) => place[item] === null),
          step.nth,
        );
      case 'takeOut':
      case 'dissolve': {
        if (!this.known(step.nth)) return null;
        const given = step.kind === 'takeOut' ? step.items : place.map((_, item) => item);
        return this.#to(
          given.filter((item) => place[item] === step.nth),
          null,
        );
      }
      case 'close':
        return this.known(step.nth) && !closed.has(step.nth) ? [] : null;
      case 'reopen':
        return this.known(step.nth) ? [] : null;
      case 'undo':
        return [];
      default:
        return step satisfies never;
    }
  }

  #to = (given: number[], to: number | null) => given.map((item) => ({ item, from: this.place[item] ?? null, to }));
}

test('after any acts and undos, each item is in the case that a small model says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const { léa, itemIds } = await someItems(ITEMS);
      const model = new Model();
      const cases: string[] = [];
      const tokens: Token[] = [];
      for (const one of steps) {
        if (one.kind === 'undo') {
          await undo(léa, model, tokens.splice(one.nth % Math.max(1, tokens.length), 1)[0]);
        } else {
          const moved = model.moves(one, cases.length);
          const answer = await perform(léa, one, { cases, itemIds });
          expect([one, answer !== null]).toEqual([one, moved !== null]);
          if (one.kind === 'open' && answer?.case) cases.push(answer.case.id);
          if (one.kind === 'close' && answer) model.closed.add(one.nth);
          if (one.kind === 'reopen' && answer) model.closed.delete(one.nth);
          for (const { item, to } of moved ?? []) model.place[item] = to;
          if (answer?.undo && moved) tokens.push({ undo: answer.undo, moved });
        }
        const places = await Promise.all(itemIds.map(async (id) => await caseIdOf(léa, id)));
        expect(places).toEqual(model.place.map((at) => (at === null ? null : cases[at])));
      }
    }),
    { numRuns: 12 },
  );
});

/** What the act answers; null where it is refused. */
async function perform(
  caller: Caller,
  one: Exclude<Step, { kind: 'undo' }>,
  known: { cases: string[]; itemIds: string[] },
) {
  const idsOf = (given: number[]) => given.map((item) => known.itemIds[item] ?? '');
  const caseId = one.kind === 'open' ? '' : (known.cases[one.nth] ?? '');
  try {
    switch (one.kind) {
      case 'open':
        return await openCase(caller, { itemIds: idsOf(one.items), title: 'Un dossier' });
      case 'add':
        return await addToCase(caller, { caseId, itemIds: idsOf(one.items) });
      case 'takeOut':
        return await takeOutOfCase(caller, { caseId, itemIds: idsOf(one.items) });
      case 'dissolve':
        return await takeOutOfCase(caller, { caseId });
      case 'close':
      case 'reopen': {
        const { version } = await getCase(caller, { caseId });
        return await (one.kind === 'close' ? closeCase : reopenCase)(caller, { caseId, version });
      }
      default:
        return one satisfies never;
    }
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** Takes back what nobody has moved since: each item goes to where it was before. */
async function undo(caller: Caller, model: Model, token: Token | undefined): Promise<void> {
  if (!token) return;
  const still = token.moved.filter(({ item, to }) => (model.place[item] ?? null) === to);
  const undone = undoAct(caller, { undo: token.undo });
  if (still.length === 0) {
    await expect(undone).rejects.toMatchObject({ code: 'nothing_to_undo' });
    return;
  }
  await undone;
  for (const { item, from } of still) model.place[item] = from;
}
