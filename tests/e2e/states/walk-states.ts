import type { Browser } from '@playwright/test';
import type { StatesInstance } from './instance.ts';
import type { Seeded } from './seed/seed.ts';
import type { State } from './state.ts';
import { visitsOf } from './variants.ts';
import { type Found, Visitor } from './visit.ts';

/** How many browsers walk side by side: while one waits for a page, the other checks. */
const WALKERS = 3;

type Given = { browser: Browser; instance: StatesInstance; states: readonly State[]; isFull: boolean };

/** Visits every state: those of the first run while there is no user, then the others. */
export async function walkStates({ browser, instance, states, isFull }: Given) {
  const found: Found[] = [];
  let visits = 0;
  let looks = 0;
  const all = states.flatMap((state, index) => visitsOf(state, index, isFull).map((visit) => ({ state, visit })));
  const walk = async (isFirstRun: boolean, seeded: Seeded | null) => {
    const { address, setUpLink } = instance;
    const visitor = new Visitor({ browser, address, setUpLink, seeded });
    const waiting = all.filter(({ state }) => (state.as === 'first') === isFirstRun);
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        found.push(...(await visitor.visit(next.state, next.visit)));
        visits += 1;
        looks += next.visit.looks.length;
      }
    };
    await Promise.all(Array.from({ length: WALKERS }, work));
    await visitor.close();
  };
  await walk(true, null);
  await walk(false, await instance.seed());
  return { found, visits, looks };
}
