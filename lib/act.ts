import { type Caller, isAllowed, type Permission, type Role } from './caller.ts';
import { Refusal } from './refusal.ts';

/** Whatever takes a permission: an act, or a part of one that not everyone who may call the act may do. */
export type Right = { readonly permission: Permission };

/** What a member can do in a workspace. It carries its permission and refuses by itself whoever lacks it. */
export type Act<Input extends unknown[], Answer> = Right & ((caller: Caller, ...input: Input) => Promise<Answer>);

/** For an act that needs more for some inputs: what every input needs, and what this one needs on top; null: nothing. */
type Graded<Input extends unknown[]> = Right & { more: (caller: Caller, ...input: Input) => Right | null };

/**
 * Declares an act together with the permission that it needs: here and nowhere else. The REST operation, the server
 * action and the screen read it from the act.
 * @returns the act, which throws Refusal `not_allowed` before it does anything else
 */
export function defineAct<Input extends unknown[], Answer>(
  needs: Permission | Graded<Input>,
  run: (caller: Caller, ...input: Input) => Promise<Answer>,
): Act<Input, Answer> {
  const { permission, more } = typeof needs === 'string' ? { permission: needs, more: () => null } : needs;
  const act = async (caller: Caller, ...input: Input): Promise<Answer> => {
    refuseUnless(caller, { permission });
    const moreNeeded = more(caller, ...input);
    if (moreNeeded) refuseUnless(caller, moreNeeded);
    return await run(caller, ...input);
  };
  return Object.assign(act, { permission });
}

/** Names a right that depends on the rows an act finds (another's note, a shared view), so that screens can ask for it. */
export function defineRight(permission: Permission): Right {
  return { permission };
}

export function may({ role }: { role: Role }, { permission }: Right): boolean {
  return isAllowed(role, permission);
}

/** @throws Refusal `not_allowed` */
export function refuseUnless(caller: Caller, right: Right): void {
  if (!may(caller, right)) throw new Refusal('not_allowed', { permission: right.permission });
}
