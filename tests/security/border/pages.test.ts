import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { isAllowed, type Permission } from '#lib/caller.ts';
import { roles } from '#lib/workspaces/types.ts';
import { ROOT } from '#scripts/settings.ts';
import { attack } from '../support/attack.ts';
import { countAttempts } from '../support/attempts.ts';
import { aFullWorkspace, type FullWorkspace } from './full-workspace.ts';

/** Every page and route that the product serves, read from the folder `app`. */
function served(name: 'page.tsx' | 'route.ts'): string[] {
  return readdirSync(join(ROOT, 'app'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file === name || file.endsWith(`/${name}`))
    .map((file) => `/${file.slice(0, -name.length)}`.replace(/\/\([^/]+\)/g, '').replace(/(?<=.)\/$/, ''))
    .sort();
}

/** Pages of a workspace, with the permission that opens them. */
const ofWorkspace: Record<string, Permission> = {
  '/w/[workspace]': 'items.read',
  '/w/[workspace]/[view]/[[...item]]': 'items.read',
  '/w/[workspace]/channels': 'channels.read',
  '/w/[workspace]/channels/[channelId]': 'channels.read',
  '/w/[workspace]/channels/[channelId]/deliveries': 'deliveries.read',
  '/w/[workspace]/channels/[channelId]/reconnect': 'channels.manage',
  '/w/[workspace]/channels/connect': 'channels.manage',
  '/w/[workspace]/channels/connect/[target]': 'channels.manage',
  '/w/[workspace]/contacts': 'items.read',
  '/w/[workspace]/contacts/[contactId]': 'items.read',
  '/w/[workspace]/me': 'items.read',
  '/w/[workspace]/networks': 'channels.read',
  '/w/[workspace]/notifications': 'items.read',
  '/w/[workspace]/since-left': 'items.read',
  '/w/[workspace]/settings': 'items.read',
  '/w/[workspace]/settings/account': 'items.read',
  '/w/[workspace]/settings/api': 'api_keys.manage',
  '/w/[workspace]/settings/approval': 'approvals.manage',
  '/w/[workspace]/settings/audit': 'audit.read',
  '/w/[workspace]/settings/fields': 'fields.manage',
  '/w/[workspace]/settings/availability': 'items.work',
  '/w/[workspace]/settings/contacts': 'contacts.manage_fields',
  '/w/[workspace]/settings/distribution': 'routing.manage',
  '/w/[workspace]/settings/guidance': 'guidance.manage',
  '/w/[workspace]/settings/guard-rails': 'saved_replies.manage',
  '/w/[workspace]/settings/members': 'members.read',
  '/w/[workspace]/settings/notifications': 'items.read',
  '/w/[workspace]/settings/networks': 'channels.manage',
  '/w/[workspace]/settings/replies': 'saved_replies.read',
  '/w/[workspace]/settings/replies/[savedReplyId]': 'saved_replies.manage',
  '/w/[workspace]/settings/workspace': 'workspace.manage',
  '/w/[workspace]/team': 'items.assign',
};

/** Pages outside of workspaces, which decide themselves what a visitor may see. */
const outside = [
  '/',
  '/all',
  '/all/[view]/[[...item]]',
  '/all/me',
  '/all/notifications',
  '/erasure/[code]',
  '/forgot-password',
  '/guest/[token]',
  '/invitation/[token]',
  '/reset-password/[token]',
  '/second-factor',
  '/setup',
  '/sign-in',
  '/sign-in/second-step',
  '/sign-out',
  '/unsubscribe/[token]',
  '/verify-email/[token]',
  '/workspaces',
];

/** Routes, each with the test file that attacks it. */
const routes: Record<string, string> = {
  '/api/auth/oidc': 'integration/users/single-sign-on.test.ts',
  '/api/auth/oidc/callback': 'integration/users/single-sign-on.test.ts',
  '/api/connect/[network]/callback': 'integration/security/sign-in-tampering.test.ts',
  '/api/guest/[token]/[file]': 'border/guest-links.test.ts',
  '/api/health': 'headers.test.ts',
  '/api/media-out/[token]': 'integration/security/malicious-media.test.ts',
  '/api/unsubscribe/[token]': 'integration/notifications/mails.test.ts',
  '/api/v1/[...path]': 'border/operations.test.ts',
  '/api/webhooks/[network]': 'forged-deliveries.test.ts',
  '/api/webhooks/[network]/[appId]': 'forged-deliveries.test.ts',
  '/api/webhooks/[network]/erasure': 'forged-deliveries.test.ts',
  '/service-worker.js': 'headers.test.ts',
};

let ours: FullWorkspace;
let theirs: FullWorkspace;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([aFullWorkspace(), aFullWorkspace()]);
});

/** The address of a page of a workspace, with ids of its own rows. */
function addressOf(page: string, { slug, ids }: FullWorkspace): string {
  return page
    .replace('[workspace]', slug)
    .replace('[view]', 'open')
    .replace('[[...item]]', ids.itemId ?? '')
    .replace('[channelId]', ids.channelId ?? '')
    .replace('[contactId]', ids.contactId ?? '')
    .replace('[savedReplyId]', ids.savedReplyId ?? '')
    .replace('[target]', 'bluesky');
}

describe('pages over all workspaces', () => {
  // What their names begin with: an answer that shows one shows the rest of it.
  let word: string;
  beforeAll(() => {
    word = ours.mark.slice(0, 6);
  });
  const pages = ['/all', '/all/[view]/[[...item]]', '/all/me', '/all/notifications'];

  test.each(pages)('%s redirects a visitor to the sign-in page', async (page) => {
    const answer = await attack(addressOf(page, ours));
    expect(answer.text).not.toContain(ours.mark);
    expect(`${answer.headers.get('location')} ${answer.text}`).toMatch(/\/sign-in\?next=|\/all\/open/);
    countAttempts('pages opened by strangers');
  });

  test('they show nothing of a workspace that one is not in, also when its item or its name is in the address', async () => {
    for (const role of roles) {
      for (const address of [
        '/all/open',
        addressOf('/all/[view]/[[...item]]', ours),
        `/all/open?in=${ours.slug}`,
        `/all/resolved?in=${ours.slug}`,
        `/all/all?q=${word}&in=${ours.slug}`,
        '/all/me',
        '/all/notifications',
      ]) {
        const answer = await attack(address, { cookie: theirs.actors[role].cookie });
        expect(answer.text, `${role} ${address}`).not.toContain(ours.mark);
        countAttempts('pages opened by strangers');
      }
      const own = await attack('/all/open', { cookie: ours.actors[role].cookie });
      expect(own.status, role).toBe(200);
    }
  });

  test('their calls give nothing of a workspace that one is not in', async () => {
    const itemId = ours.ids.itemId ?? '';
    for (const role of roles) {
      for (const path of [
        'items',
        `items?id=${itemId}`,
        `items?workspace=${ours.slug}`,
        `items?q=${word}`,
        `items?q=${ours.mark}`,
        `items?q=${word}&workspace=${ours.slug}`,
        'waiting',
        'notifications',
      ]) {
        const answer = await attack(`/api/v1/${path}`, { cookie: theirs.actors[role].cookie });
        expect(answer.status, path).toBe(200);
        expect(answer.text, path).not.toContain(ours.mark);
        expect(answer.text, path).not.toContain(itemId);
        countAttempts('calls over all workspaces');
      }
      const own = await attack(`/api/v1/items?q=${word}`, { cookie: ours.actors[role].cookie });
      expect(own.text, role).toContain(itemId);
    }
  });
});

test('every page and route is attacked by one of these tests', () => {
  expect(served('page.tsx')).toEqual([...Object.keys(ofWorkspace), ...outside].sort());
  expect(served('route.ts')).toEqual(Object.keys(routes).sort());
});

describe('pages of a workspace', () => {
  test.each(Object.keys(ofWorkspace))('%s redirects a visitor to the sign-in page', async (page) => {
    const answer = await attack(addressOf(page, ours));
    expect(answer.text).not.toContain(ours.mark);
    // The redirect is a header, or part of the body when the answer had already begun.
    expect(`${answer.headers.get('location')} ${answer.text}`).toContain('/sign-in?next=');
    countAttempts('pages opened by strangers');
  });

  test.each(Object.keys(ofWorkspace))('%s shows nothing to a member of another workspace', async (page) => {
    for (const role of roles) {
      const answer = await attack(addressOf(page, ours), { cookie: theirs.actors[role].cookie });
      expect(answer.text, role).not.toContain(ours.mark);
      expect([404, 307, 308], role).toContain(answer.status);
    }
    countAttempts('pages opened by strangers', roles.length);
  });

  test.each(Object.entries(ofWorkspace))(
    '%s opens for exactly the roles with its permission',
    async (page, permission) => {
      for (const role of roles) {
        const { status } = await attack(addressOf(page, ours), { cookie: ours.actors[role].cookie });
        if (isAllowed(role, permission)) expect([200, 307, 308], role).toContain(status);
        else expect([404, 307], role).toContain(status);
      }
      countAttempts('pages opened by role', roles.length);
    },
  );

  test.each(Object.keys(ofWorkspace))(
    '%s shows no row of another workspace when its id is in the address',
    async (page) => {
      const mixed = { ...theirs, ids: ours.ids };
      const answer = await attack(addressOf(page, mixed), { cookie: theirs.actors.admin.cookie });
      expect(answer.text).not.toContain(ours.mark);
      expect(answer.status).toBeLessThan(500);
      countAttempts('pages opened with ids of another workspace');
    },
  );
});

describe('pages for members from whom something is hidden', () => {
  test.each(Object.keys(ofWorkspace))('%s shows nothing of a hidden item', async (page) => {
    const { mark, from, ids } = ours.hidden;
    for (const [who, { cookie }] of Object.entries(from)) {
      const answer = await attack(addressOf(page, { ...ours, ids: { ...ours.ids, ...ids } }), { cookie });
      const isOwnChannel = who.includes('manager');
      const shown = isOwnChannel ? answer.text.replaceAll(ids['itemId'] ?? '', '') : answer.text;
      // The address has the item's id, so the page may repeat it; nothing of what it says.
      if (!isOwnChannel) expect(shown, who).not.toContain(mark);
      expect(answer.status, who).toBeLessThan(500);
    }
    countAttempts('pages opened for what is hidden from a member', Object.keys(from).length);
  });
});

describe('pages outside of workspaces', () => {
  test.each(outside)('%s shows a visitor nothing of any workspace', async (page) => {
    const answer = await attack(page.replace(/\[\w+\]/g, 'made-up'));
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toContain(ours.mark);
    countAttempts('pages opened by strangers');
  });
});
