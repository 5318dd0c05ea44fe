import { expect, test } from 'vitest';
import { operations } from '#lib/api/operations.ts';
import { attack } from './support/attack.ts';
import { countAttempts } from './support/attempts.ts';

test('every operation of the API refuses a request without a key or a session', async () => {
  for (const { method, path } of operations) {
    const below = path.replaceAll(/\{\w+\}/g, 'some-id');
    const address = `/api/v1/workspaces/acme${below && `/${below}`}`;
    const answer = await attack(address, method === 'POST' || method === 'PATCH' ? { method, json: {} } : { method });
    expect(answer.status, `${method} ${address}`).toBe(401);
    countAttempts('requests of a stranger');
  }
});
