import type { z } from 'zod';
import { readCaller } from '#app/session.ts';
import { allow, type Caller, type Permission } from '#lib/caller.ts';
import { isFitText } from '#lib/check-text.ts';
import { Refusal } from '#lib/refusal.ts';
import { parseInput } from './parse-input.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

type Definition<Input, Value> = {
  permission: Permission;
  input: z.ZodType<Input>;
  run: (caller: Caller, input: Input) => Promise<Value>;
};

/**
 * A server action of a member: who is it, may she, is it well formed, then the act.
 * @returns called with the workspace's id or slug and the input; a stranger is refused with `not_found`
 */
export function memberAction<Input, Value>({ permission, input, run }: Definition<Input, Value>) {
  return async (workspace: string, given: Input): Promise<Outcome<Value>> =>
    await outcomeOf(run.name, async () => {
      const caller = typeof workspace === 'string' && isFitText(workspace) ? await readCaller(workspace) : null;
      if (!caller) throw new Refusal('not_found');
      allow(caller, permission);
      return await run(caller, parseInput(input, given));
    });
}
