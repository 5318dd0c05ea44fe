import type { z } from 'zod';
import { fromHere } from '#app/auth/from-here.ts';
import { readSession } from '#app/session.ts';
import type { SignedIn } from '#lib/users/types.ts';
import { Refusal } from '#lib/refusal.ts';
import { parseInput } from './parse-input.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

type Definition<Input, Value> = {
  input: z.ZodType<Input>;
  run: (signedIn: SignedIn, input: Input) => Promise<Value>;
};

/** A server action of whoever is signed in, about herself. */
export function personAction<Input, Value>({ input, run }: Definition<Input, Value>) {
  return async (given: Input): Promise<Outcome<Value>> =>
    await outcomeOf(run.name, () =>
      fromHere(async () => {
        const signedIn = await readSession();
        if (!signedIn) throw new Refusal('not_signed_in');
        return await run(signedIn, await parseInput(input, given));
      }),
    );
}
