import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { isAllowed, type Permission } from '#lib/caller.ts';
import type { Operation } from '#lib/api/operation.ts';
import { operations } from '#lib/api/operations.ts';
import { revokeApiKey } from '#lib/workspaces/api-keys/revoke-api-key.ts';
import { createApiKey } from '#lib/workspaces/api-keys/create-api-key.ts';
import { roles } from '#lib/workspaces/types.ts';
import { arbitraryOf } from '#tests/integration/api/arbitrary-of.ts';
import { attack, type Attack } from '../support/attack.ts';
import { countAttempts } from '../support/attempts.ts';
import { aFullWorkspace, type FullWorkspace } from './full-workspace.ts';
import { sumWorkspace } from './sum-workspace.ts';

/** Every operation of the API; a new one is attacked without changing this test. */
const all = operations.map((operation) => [operation.id, operation] as const);

let ours: FullWorkspace;
let theirs: FullWorkspace;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([aFullWorkspace(), aFullWorkspace()]);
});

/** Operations that need another permission when the row is not the caller's own. */
const stricterForOthers: Record<string, Permission> = { removeMember: 'members.manage' };

function address({ path }: Operation, { slug }: FullWorkspace, idFor: (name: string) => string): string {
  const below = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(idFor(name)));
  return `/api/v1/workspaces/${slug}${below && `/${below}`}`;
}

const takesJson = ({ method, takes }: Operation) => ['POST', 'PATCH'].includes(method) && !takes;

async function send(operation: Operation, path: string, as: Attack, body: unknown = {}) {
  return await attack(path, {
    ...as,
    method: operation.method,
    ...(takesJson(operation) ? { json: body } : {}),
    headersOnly: operation.gives === 'text/event-stream',
  });
}

/** Callers without access to the workspace, with what each sends. */
async function strangers(): Promise<Record<string, Attack>> {
  const { admin } = ours.actors;
  const revoked = await createApiKey(admin.caller, { name: 'revoked' });
  await revokeApiKey(admin.caller, { apiKeyId: revoked.id });
  return {
    'without anything': {},
    'with a made-up key': { key: `parvis_${randomBytes(32).toString('base64url')}` },
    'with a revoked key': { key: revoked.key },
    'with a made-up cookie': { cookie: `parvis.session=${randomBytes(64).toString('base64url')}` },
    'with an empty key': { headers: { authorization: 'Bearer ' } },
    'with the key of another workspace': { key: theirs.actors.admin.key },
    'with the session of a member of another workspace': { cookie: theirs.actors.admin.cookie },
  };
}

describe('strangers', () => {
  test.each(all)('%s refuses strangers', async (_, operation) => {
    for (const [who, as] of Object.entries(await strangers())) {
      const answer = await send(operation, address(operation, ours, idOf(ours)), as);
      expect([401, 404], who).toContain(answer.status);
      expect(answer.text).not.toContain(ours.mark);
    }
    countAttempts('requests to operations by strangers', Object.keys(await strangers()).length);
  });
});

describe('members', () => {
  test.each(all)('%s is allowed to exactly the roles with its permission', async (_, operation) => {
    for (const role of roles) {
      const mayDo = isAllowed(role, stricterForOthers[operation.id] ?? operation.act.permission);
      // With unknown ids, an allowed role finds nothing, and any other role is refused before that.
      const path = address(operation, theirs, () => randomUUID());
      for (const as of [{ key: theirs.actors[role].key }, { cookie: theirs.actors[role].cookie }]) {
        const answer = await send(operation, path, as);
        const what = `${operation.method} ${path} as ${role}: ${answer.text.slice(0, 200)}`;
        if (mayDo) expect([401, 403], what).not.toContain(answer.status);
        else expect([answer.status, answer.json().code], what).toEqual([403, 'not_allowed']);
        expect(answer.status, what).toBeLessThan(500);
      }
    }
    countAttempts('requests to operations by role', roles.length * 2);
  });
});

describe('ids of another workspace', () => {
  const withIds = all.filter(([, { path }]) => path.includes('{'));

  test.each(withIds)('%s finds no id of another workspace and changes nothing there', async (_, operation) => {
    const before = await sumWorkspace(ours.workspaceId);
    const ids = fc.constantFrom(...Object.values(ours.ids));
    const bodies = fc.sample(arbitraryOf(operation.body, ids), { numRuns: 3, seed: 7 });
    for (const body of bodies) {
      const path = address(operation, theirs, idOf(ours));
      const answer = await send(operation, path, { key: theirs.actors.admin.key }, body ?? {});
      expect([404, 415, 422], `${path}: ${answer.text.slice(0, 200)}`).toContain(answer.status);
      expect(answer.text).not.toContain(ours.mark);
    }
    expect(await sumWorkspace(ours.workspaceId)).toBe(before);
    countAttempts('requests with ids of another workspace', bodies.length);
  });
});

describe('members from whom something is hidden', () => {
  test.each(all)('%s tells nothing of a hidden item and changes nothing of it', async (_, operation) => {
    const { mark, from, ids } = ours.hidden;
    const own = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    // With the id of something that is not hidden, the act would be allowed: those are for the tests above.
    const isAboutHidden = own.length > 0 && own.every((name) => ids[name] !== undefined || name === 'actionId');
    if (own.length > 0 && !isAboutHidden) return;
    for (const [who, actor] of Object.entries(from)) {
      if (who.includes('manager') && own.includes('channelId')) continue; // The channel is hers: its item is hidden.
      const before = await sumWorkspace(ours.workspaceId);
      const [body] = fc.sample(arbitraryOf(operation.body, fc.constantFrom(...Object.values(ids))), {
        numRuns: 1,
        seed: 7,
      });
      const isRead = operation.method === 'GET';
      if (own.length === 0 && !isRead) continue;
      const path = address(operation, ours, (name) => ids[name] ?? randomUUID());
      const answer = await send(operation, path, { key: actor.key }, body ?? {});
      const what = `${operation.method} ${path} as ${who}: ${answer.text.slice(0, 200)}`;
      expect(answer.text, what).not.toContain(ids['itemId']);
      if (!who.includes('manager')) expect(answer.text, what).not.toContain(mark);
      if (isAboutHidden) {
        expect([403, 404, 415, 422], what).toContain(answer.status);
        expect(await sumWorkspace(ours.workspaceId), what).toBe(before);
      }
      expect(answer.status, what).toBeLessThan(500);
    }
    countAttempts('requests for what is hidden from a member', Object.keys(from).length);
  });
});

/** The id of a row of that workspace for a parameter of a path. */
const idOf =
  ({ ids }: FullWorkspace) =>
  (name: string): string =>
    ids[name] ?? ids.itemId ?? randomUUID();
