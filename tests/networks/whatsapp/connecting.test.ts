import { describe, expect, onTestFinished, test } from 'vitest';
import type { CallContext } from '#lib/networks/contract.ts';
import { whatsapp } from '#lib/networks/whatsapp/connector.ts';
import { createSandbox } from '#sandbox/whatsapp/sandbox.ts';
import { startSandbox } from '../start-sandbox.ts';

const REDIRECT = 'https://parvis.test/api/connect/whatsapp/callback';

async function aSandbox() {
  const world = await startSandbox({ connector: whatsapp, createSandbox, kind: 'message' });
  onTestFinished(() => world.stop());
  const context: CallContext = { app: world.app, signal: AbortSignal.timeout(20_000), now: () => new Date() };
  return { ...world, context };
}

/** Follows the dialog's link. */
async function allow(address: string): Promise<Record<string, string>> {
  const page = await (await fetch(address)).text();
  const [, link = ''] = /href="([^"]+)">Allow/.exec(page) ?? [];
  return Object.fromEntries(new URL(link.replace(/&#38;/g, '&')).searchParams);
}

describe('connecting a WhatsApp number', () => {
  test('the sign-in leads to the numbers of the accounts that were granted', async () => {
    const { app, context, sandbox } = await aSandbox();
    const address = whatsapp.oauth?.authorizeUrl({ app, redirectUri: REDIRECT, state: 's1', codeChallenge: '' }) ?? '';
    const params = await allow(address);
    expect(params.state).toBe('s1');
    const found = await whatsapp.oauth?.exchange({ params, redirectUri: REDIRECT, codeVerifier: '' }, context);
    expect(found).toMatchObject([
      { account: { externalId: sandbox.brand.externalId, handle: sandbox.brand.handle, name: sandbox.brand.name } },
    ]);
    await expect(
      whatsapp.oauth?.exchange({ params, redirectUri: REDIRECT, codeVerifier: '' }, context),
    ).rejects.toMatchObject({ kind: 'refused' });
  });

  test('the account of a number is found where only its token is known', async () => {
    const { context, sandbox } = await aSandbox();
    const { accessToken = '' } = sandbox.connectInput();
    const { account } = await whatsapp.connect({ accessToken }, context);
    expect(account.externalId).toBe(sandbox.brand.externalId);
    await expect(whatsapp.connect({ accessToken, externalId: '999' }, context)).rejects.toMatchObject({
      reason: 'missing_permission',
    });
    await expect(whatsapp.connect({ accessToken: 'no token' }, context)).rejects.toMatchObject({
      kind: 'unauthorized',
    });
  });

  test('the account is subscribed, and the daily check sees whether it still is', async () => {
    const world = await aSandbox();
    const channel = await world.connect();
    expect(await whatsapp.checkCredentials?.(channel)).toMatchObject({ isSubscribed: false });
    expect(await whatsapp.webhook?.subscribe?.(channel, 'https://parvis.test')).toEqual([
      { event: 'messages', refusal: null },
    ]);
    expect(await whatsapp.checkCredentials?.(channel)).toMatchObject({ isSubscribed: true });
    world.sandbox.withhold?.('whatsapp_business_management');
    expect(await whatsapp.webhook?.subscribe?.(channel, 'https://parvis.test')).toMatchObject([
      { event: 'messages', refusal: { reason: 'missing_permission' } },
    ]);
  });

  test('a delivery belongs to the number that it is about, not to the whole account', async () => {
    const { sandbox } = await aSandbox();
    sandbox.fanWrites({ kind: 'message', text: 'Bonjour' });
    const [delivery] = sandbox.takeDeliveries();
    const body = new TextDecoder().decode(delivery?.body);
    expect(whatsapp.webhook?.readAccountIds({ headers: {}, body })).toEqual([sandbox.brand.externalId]);
    expect(
      whatsapp.webhook?.readAccountIds({ headers: {}, body: body.replace('"messages"', '"account_update"') }),
    ).toEqual([]);
  });
});
