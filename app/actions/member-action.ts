import type { z } from 'zod';
import { fromHere } from '#app/auth/from-here.ts';
import { readCaller } from '#app/session.ts';
import { type Act, refuseUnless } from '#lib/act.ts';
import { isFitText } from '#lib/check-text.ts';
import { Refusal } from '#lib/refusal.ts';
import { parseInput } from './parse-input.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

type Definition<Given, Input, Value> = {
  /** The act's name, for the log. */
  name: string;
  act: Act<[Input], Value>;
  /** What the browser sends, turned into what the act takes. */
  input: z.ZodType<Input, Given>;
};

/**
 * A server action of a member: it finds the caller, checks the permission and the input, and calls the act.
 * @returns called with the workspace's id or slug and the input; a stranger is refused with `not_found`
 */
export function memberAction<Given, Input, Value>({ name, act, input }: Definition<Given, Input, Value>) {
  return async (workspace: string, given: Given): Promise<Outcome<Value>> =>
    await outcomeOf(name, () =>
      fromHere(async () => {
        const caller = typeof workspace === 'string' && isFitText(workspace) ? await readCaller(workspace) : null;
        if (!caller) throw new Refusal('not_found');
        // Before the input is checked, so that a member without the permission learns nothing about it.
        refuseUnless(caller, act);
        return await act(caller, await parseInput(input, given));
      }),
    );
}
