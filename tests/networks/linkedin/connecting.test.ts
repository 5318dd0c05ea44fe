import { describe, expect, test } from 'vitest';
import type { ItemFacts } from '#lib/networks/contract.ts';
import { linkedin } from '#lib/networks/linkedin/connector.ts';
import { tokenLife } from '#lib/networks/linkedin/credentials.ts';
import { findAllowedActions } from '#lib/networks/allowed-actions.ts';
import { ORG, OTHER_ORG } from '#sandbox/linkedin/world.ts';
import { worldOfEach } from './world.ts';

const REDIRECT = 'https://inbox.example.com/api/connect/linkedin/callback';
const DAY_MS = 24 * 3_600_000;
const world = worldOfEach();

const askedFor = async () => {
  const { app } = world();
  const url = linkedin.oauth?.authorizeUrl({ app, redirectUri: REDIRECT, state: 'st&te', codeChallenge: '' }) ?? '';
  const html = await (await fetch(url)).text();
  const links = [...html.matchAll(/href="([^"]+)"/g)].map(
    ([, href = '']) => new URL(href.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))),
  );
  return { url: new URL(url), links: links.map(({ searchParams }) => Object.fromEntries(searchParams)) };
};
const signIn = async () => {
  const { links } = await askedFor();
  return (
    linkedin.oauth?.exchange({ params: links[0] ?? {}, redirectUri: REDIRECT, codeVerifier: '' }, world().context) ?? []
  );
};

describe('signing in to LinkedIn', () => {
  test('the member is asked for three scopes, and the state is passed on', async () => {
    const { url, links } = await askedFor();
    expect(url.searchParams.get('scope')).toBe('r_organization_social w_organization_social rw_organization_admin');
    expect(links).toEqual([
      { code: expect.any(String), state: 'st&te' },
      expect.objectContaining({ error: 'user_cancelled_authorize', state: 'st&te' }),
    ]);
  });

  test('every page that the member administers can be chosen', async () => {
    const connections = await signIn();
    expect(connections.map(({ account }) => account)).toEqual([
      {
        externalId: ORG,
        handle: 'maison-colibri',
        name: 'Maison Colibri',
        profileUrl: 'https://www.linkedin.com/company/maison-colibri',
      },
      expect.objectContaining({ externalId: OTHER_ORG, name: 'Colibri Pro' }),
    ]);
    expect(connections[0]?.rights).toEqual({ canWrite: true });
  });

  test('a code works once', async () => {
    const { links } = await askedFor();
    const answer = { params: links[0] ?? {}, redirectUri: REDIRECT, codeVerifier: '' };
    await linkedin.oauth?.exchange(answer, world().context);
    await expect(linkedin.oauth?.exchange(answer, world().context)).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  test('a member who administers several pages must name one when only tokens are given', async () => {
    const { sandbox, context } = world();
    const { externalId: _, ...tokens } = sandbox.connectInput();
    await expect(linkedin.connect(tokens, context)).rejects.toMatchObject({ kind: 'refused', reason: 'rejected' });
    const { account } = await linkedin.connect({ ...tokens, externalId: '5515715' }, context);
    expect(account.externalId).toBe(ORG);
    await expect(linkedin.connect({ ...tokens, externalId: '1' }, context)).rejects.toMatchObject({
      reason: 'missing_permission',
    });
  });
});

describe('the lifetime of LinkedIn’s tokens', () => {
  const credentials = { accessToken: 'a', refreshToken: null, refreshExpiresAt: null, member: null };
  test('without a refresh token, credentials end with the access token', () => {
    expect(tokenLife({ ...credentials, expiresAt: 60 * DAY_MS })).toEqual({ expiresAt: new Date(60 * DAY_MS) });
  });

  test('with a refresh token, they are renewed ten days ahead and end with the refresh token', () => {
    const given = { ...credentials, expiresAt: 60 * DAY_MS, refreshToken: 'r', refreshExpiresAt: 365 * DAY_MS };
    expect(tokenLife(given)).toEqual({ expiresAt: new Date(365 * DAY_MS), refreshAt: new Date(50 * DAY_MS) });
  });

  test('a renewal keeps the refresh token and the member', async () => {
    const [connection] = await signIn();
    if (!connection) throw new Error('nothing to connect');
    const renewed = await linkedin.refresh?.(connection.credentials, world().context);
    expect(renewed).toMatchObject({
      refreshToken: connection.credentials.refreshToken,
      member: connection.credentials.member,
    });
    expect(renewed?.accessToken).not.toBe(connection.credentials.accessToken);
  });

  test('an app that cannot renew tokens must be connected again', async () => {
    const dead = { ...credentials, expiresAt: 0 };
    await expect(linkedin.refresh?.(dead, world().context)).rejects.toMatchObject({ kind: 'unauthorized' });
  });
});

describe('the daily check of a LinkedIn page', () => {
  test('a grant without the scope to write makes answers unavailable', async () => {
    const { sandbox, connect } = world();
    const channel = await connect();
    expect(await linkedin.checkCredentials?.(channel)).toMatchObject({ rights: { canWrite: true } });
    sandbox.oauth.scope = 'r_organization_social,rw_organization_admin';
    const { rights = {} } = (await linkedin.checkCredentials?.(channel)) ?? {};
    const at = new Date();
    const facts: ItemFacts = {
      kind: 'comment',
      variant: null,
      isOwnPost: true,
      lastInboundAt: at,
      repliedAt: [],
      message: {
        externalId: 'urn:li:comment:(urn:li:activity:1,2)',
        direction: 'inbound',
        createdAt: at,
        isHidden: false,
        isTopLevel: true,
        privatelyRepliedAt: null,
        reference: {},
      },
    };
    expect(findAllowedActions(linkedin, facts, { rights, app: channel.app }, at).reply).toEqual({
      can: false,
      reason: 'missing_permission',
    });
  });

  test('an expired token is renewed by the daily check, and a revoked one throws unauthorized', async () => {
    const { sandbox, connect } = world();
    const channel = await connect();
    sandbox.expireAccess();
    await linkedin.checkCredentials?.(channel);
    expect(channel.saved).toHaveLength(1);
    sandbox.revoke();
    await expect(linkedin.checkCredentials?.(channel)).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  test('the daily check notices that the member lost the role on the page', async () => {
    const { sandbox, connect } = world();
    const channel = await connect();
    sandbox.api.isAdmin = false;
    await expect(linkedin.checkCredentials?.(channel)).rejects.toMatchObject({ reason: 'missing_permission' });
  });
});
