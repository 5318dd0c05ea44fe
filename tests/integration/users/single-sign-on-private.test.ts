import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginSingleSignOn } from '#lib/users/single-sign-on/begin-single-sign-on.ts';
import { providerSettings } from '#tests/support/identity-provider.ts';

let connections = 0;
const server = createServer((_, response) => response.end('{}')).on('connection', () => (connections += 1));

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo; // it listens on a port
  Object.assign(process.env, providerSettings(`https://127.0.0.1:${port}`), { PUBLIC_URL: 'http://localhost:4999' });
});
afterAll(async () => await new Promise((done) => server.close(done)));

test('a provider at a private address is not called where private addresses are not allowed', async () => {
  const begin = beginSingleSignOn({ next: '/', invitationToken: null });
  await expect(begin).rejects.toMatchObject({ code: 'provider_unavailable' });
  expect(connections).toBe(0);
});
