import type { Page } from '@playwright/test';
import type { Fan } from '#tests/networks/bluesky/fan.ts';
import { connectBluesky, expect, type Instance, PASSWORD, publishPost, row, signIn, test } from './instance.ts';

const MAYA = 'maya.all@example.test';
const CARL = 'carl.all@example.test';
const clients = [
  { slug: 'client-nord', name: 'Client Nord', question: 'Is the blue lamp back in stock?' },
  { slug: 'client-sud', name: 'Client Sud', question: 'Do you deliver to Lyon?' },
  { slug: 'client-ouest', name: 'Client Ouest', question: 'When does the shop open?' },
] as const;
const [nord, sud, ouest] = clients;

/** The addresses of a brand's post and of the question under it. */
type Thread = { post: string; question: string };

test.describe.configure({ mode: 'serial' });

test.describe('one queue over the workspaces of a person', () => {
  let maya: Page;
  let carl: Page;
  let fan: Fan;
  const threads = new Map<string, Thread>();

  test.beforeAll(async ({ browser, instance }) => {
    test.setTimeout(180_000);
    for (const [email, name] of [
      [MAYA, 'Maya Agency'],
      [CARL, 'Carl Client'],
    ] as const) {
      await instance.admin('create-user', '--email', email, '--password', PASSWORD, '--name', name);
    }
    fan = await instance.network.createAccount({ handle: 'zoe-all.test' });
    const open = async ({ slug, name }: (typeof clients)[number]) => {
      await instance.admin('create-workspace', '--name', name, '--slug', slug, '--owner', CARL);
      await instance.admin('add-member', '--workspace', slug, '--email', MAYA, '--role', 'lead');
    };
    // Whoever is in one workspace is signed in to it.
    await open(nord);
    carl = await signIn(browser, instance, CARL);
    maya = await signIn(browser, instance, MAYA);
    await open(sud);
    await open(ouest);
    for (const client of clients) threads.set(client.slug, await connect(carl, instance, client, fan));
    await maya.goto(`${instance.address}/all/open`);
    for (const { question } of clients) await expect(row(maya, question)).toBeVisible({ timeout: 60_000 });
  });

  test('each row says for whom one answers, and the item opens in its own workspace', async () => {
    await maya.keyboard.press('j');
    for (const client of clients) {
      await expect(row(maya, client.question)).toContainText(new RegExp(`for \\W?${client.name}`, 'u'));
      await focusRow(maya, client.question);
      await maya.keyboard.press('Enter');
      await expect(maya.getByText(new RegExp(`^For \\W?${client.name}`, 'u')).last()).toBeVisible();
      await expect(maya).toHaveURL(/\/all\/open\/[0-9a-f-]{36}/u);
      await maya.keyboard.press('Escape');
    }
  });

  test('an item is claimed and answered by keyboard, and its colleagues see it at once', async ({ instance }) => {
    await carl.goto(`${instance.address}/w/${nord.slug}/open`);
    await focusRow(maya, nord.question);
    await maya.keyboard.press('i');
    await expect(row(carl, nord.question)).toContainText('Maya Agency');
    await maya.keyboard.press('Enter');
    await maya.keyboard.press('r');
    await maya.keyboard.type('It is, since this morning.');
    await maya.keyboard.press('Control+Shift+Enter');
    await expect(row(maya, nord.question)).toBeHidden();
    await expect(row(maya, sud.question)).toBeVisible();
    await maya.keyboard.press('Escape');
  });

  test('what arrives in any of the workspaces appears without a reload', async () => {
    const second = 'And the red one?';
    const { post = '', question = '' } = threads.get(nord.slug) ?? {};
    // What one person writes under one post is one item: the answer that is on its way would come after the second question.
    await expect.poll(async () => (await fan.listReplies(question)).length, { timeout: 60_000 }).toBe(1);
    await fan.reply(post, second);
    await expect(
      maya
        .getByText(second)
        .first()
        .or(maya.getByRole('button', { name: /new$/u })),
    ).toBeVisible({ timeout: 60_000 });
    await maya.keyboard.press('.');
    await expect(row(maya, second)).toBeVisible();
  });

  test('items of two workspaces are resolved in one go, and taken back in one', async () => {
    for (const { question } of [sud, ouest]) {
      await focusRow(maya, question);
      await maya.keyboard.press('x');
    }
    await maya.keyboard.press('t');
    await expect(maya.getByText(/several workspaces/u).first()).toBeVisible();
    await maya.keyboard.press('e');
    await expect(row(maya, sud.question)).toBeHidden();
    await expect(row(maya, ouest.question)).toBeHidden();
    await maya.keyboard.press('z');
    await expect(row(maya, sud.question)).toBeVisible();
    await expect(row(maya, ouest.question)).toBeVisible();
  });

  test('the switcher finds a client by typing, and says what waits there', async ({ instance }) => {
    await maya.keyboard.press('g');
    await maya.keyboard.press('w');
    const dialog = maya.getByRole('dialog', { name: 'Switch workspace' });
    // She has opened it before: whether for long enough to have read it depends on the machine.
    await expect(dialog.getByRole('option', { name: /Client Sud.*1 open/u })).toBeVisible();
    await maya.keyboard.type('sud');
    await maya.keyboard.press('Enter');
    await maya.waitForURL(`${instance.address}/w/${sud.slug}/open`);
    await expect(row(maya, sud.question)).toBeVisible();
    await expect(row(maya, ouest.question)).toHaveCount(0);
    await maya.keyboard.press('g');
    await maya.keyboard.press('l');
    await maya.waitForURL(`${instance.address}/all/open`);
    await expect(row(maya, ouest.question)).toBeVisible();
  });

  test('the bell counts what is unread in all workspaces, and an item opens from its list in the one queue', async ({
    instance,
  }) => {
    const bell = maya.getByRole('link', { name: /^Notifications/u });
    await expect(bell).toHaveAccessibleName('Notifications');
    await mention(carl, sud.slug, sud.question);
    await expect(bell).toHaveAccessibleName('Notifications: 1 unread');
    await mention(carl, ouest.slug, ouest.question);
    await expect(bell).toHaveAccessibleName('Notifications: 2 unread');

    await maya.keyboard.press('g');
    await maya.keyboard.press('n');
    await maya.waitForURL(`${instance.address}/all/notifications`);
    const links = maya.locator('a[data-notification]');
    await expect(links).toHaveCount(2);
    await expect(links.first()).toContainText(ouest.name);
    await expect(links.last()).toContainText(sud.name);
    await maya.keyboard.press('j');
    await maya.keyboard.press('j');
    await expect(links.last()).toBeFocused();
    await maya.keyboard.press('Enter');
    await expect(maya).toHaveURL(/\/all\/open\/[0-9a-f-]{36}/u);
    await expect(maya.getByRole('article', { name: /Note .*Carl Client/u })).toContainText('please look');
    await expect(bell).toHaveAccessibleName('Notifications: 1 unread');

    await maya.keyboard.press('g');
    await maya.keyboard.press('n');
    await mention(carl, nord.slug, nord.question);
    await expect(links).toHaveCount(3);
    await expect(links.first()).toContainText(nord.name);
    await maya.getByRole('button', { name: 'Mark all as read' }).click();
    await expect(bell).toHaveAccessibleName('Notifications');
    await maya.keyboard.press('g');
    await maya.keyboard.press('i');
    await maya.waitForURL(`${instance.address}/all/open`);
    await expect(row(maya, ouest.question)).toBeVisible();
  });

  test('one search finds words in all workspaces, stays in the address, and opens an item of any', async ({
    instance,
  }) => {
    const shared = 'Is the gift wrapping free?';
    const other = await instance.network.createAccount({ handle: 'theo-all.test' });
    for (const { slug } of [sud, ouest]) await other.reply(threads.get(slug)?.post ?? '', shared);
    const field = maya.getByRole('searchbox');
    const rows = maya.locator('a[data-item]');
    await expect(async () => {
      const { items } = (await maya.evaluate(async () => await (await fetch('/api/v1/items?q=wrapping')).json())) as {
        items: object[];
      };
      expect(items).toHaveLength(2);
    }).toPass({ timeout: 60_000 });

    await maya.keyboard.press('/');
    await expect(field).toBeFocused();
    await maya.keyboard.type('wrapp');
    await expect(maya).toHaveURL(/\/all\/open\?q=wrapp$/u);
    await expect(rows).toHaveCount(2);
    await expect(maya.getByText('2 results for “wrapp”')).toBeAttached();
    for (const { name } of [sud, ouest]) {
      await expect(rows.filter({ hasText: new RegExp(`for \\W?${name}`, 'u') })).toHaveCount(1);
    }
    await maya.keyboard.press('Enter');
    await expect(rows.first()).toBeFocused();
    await maya.keyboard.press('Enter');
    await expect(maya).toHaveURL(/\/all\/open\/[0-9a-f-]{36}\?q=wrapp$/u);
    await maya.goBack();
    await maya.reload();
    await expect(field).toHaveValue('wrapp');
    await expect(rows).toHaveCount(2);

    await maya.getByRole('navigation').getByRole('link', { name: sud.name }).click();
    await expect(maya).toHaveURL(/in=client-sud&q=wrapp$/u);
    await expect(rows).toHaveCount(1);
    await maya.goBack();
    await expect(rows).toHaveCount(2);

    await field.fill('xylophone');
    await expect(maya.getByText('Nothing matches “xylophone”')).toBeVisible();
    await expect(maya.getByText('The search looked in 3 workspaces.')).toBeVisible();
    await maya.getByRole('button', { name: 'Drop the words' }).click();
    await expect(maya).toHaveURL(`${instance.address}/all/open`);
    await expect(row(maya, sud.question)).toBeVisible();

    await maya.goto(`${instance.address}/all/open?q=wrapping&tag=gifts`);
    await expect(maya.getByText(/^Tags, teams, people and channels are of one workspace/u).last()).toBeVisible();
    await expect(rows).toHaveCount(0);
    await maya.getByRole('button', { name: 'Remove the filters' }).click();
    await expect(rows).toHaveCount(2);
    await field.focus();
    await maya.keyboard.press('Escape');
    await expect(rows.first()).toBeFocused();
    await maya.keyboard.press('g');
    await maya.keyboard.press('i');
    await expect(maya).toHaveURL(`${instance.address}/all/open`);
    await expect(row(maya, sud.question)).toBeVisible();
  });

  test('whoever is removed from a workspace loses its rows while the list is open', async () => {
    await focusRow(maya, ouest.question);
    await maya.keyboard.press('Enter');
    await expect(maya.getByText(new RegExp(`^For \\W?${ouest.name}`, 'u')).last()).toBeVisible();
    const removed = await carl.evaluate(async (at) => {
      const { members } = (await (await fetch(`${at}/members`)).json()) as { members: { id: string; name: string }[] };
      const id = members.find(({ name }) => name === 'Maya Agency')?.id ?? '';
      return (await fetch(`${at}/members/${id}`, { method: 'DELETE' })).status;
    }, `/api/v1/workspaces/${ouest.slug}`);
    expect(removed).toBeLessThan(300);
    await expect(row(maya, ouest.question)).toHaveCount(0);
    await expect(maya.getByText(/no longer in \W?Client Ouest/u).first()).toBeVisible();
    await expect(maya).toHaveURL(/\/all\/open$/u);
    await expect(row(maya, sud.question)).toBeVisible();
  });
});

/** Connects an account of its own to a workspace, with one question under one post. */
async function connect(
  page: Page,
  instance: Instance,
  { slug, name, question }: (typeof clients)[number],
  fan: Fan,
): Promise<Thread> {
  const brand = await instance.network.createAccount({ handle: `${slug}.test` });
  const post = await publishPost(instance, brand, `${name} says hello.`);
  const asked = await fan.reply(post.uri, question);
  await connectBluesky(page, instance, slug, brand);
  return { post: post.uri, question: asked.uri };
}

/** Mentions Maya in a note on the item of a question. */
async function mention(page: Page, slug: string, question: string): Promise<void> {
  const status = await page.evaluate(
    async ([at, words]) => {
      const read = async (path: string) => (await (await fetch(`${at}/${path}`)).json()) as unknown;
      const { members } = (await read('members')) as { members: { id: string; name: string }[] };
      const { items } = (await read('items')) as { items: { id: string; preview: string }[] };
      const id = members.find(({ name }) => name === 'Maya Agency')?.id ?? '';
      const item = items.find(({ preview }) => preview === words) ?? items[0];
      const body = JSON.stringify({ text: '@Maya Agency please look', mentions: { memberIds: [id] } });
      const headers = { 'content-type': 'application/json' };
      return (await fetch(`${at}/items/${item?.id}/note`, { method: 'POST', headers, body })).status;
    },
    [`/api/v1/workspaces/${slug}`, question] as const,
  );
  expect(status).toBe(200);
}

/** Walks to a row with `j` and `k`. */
async function focusRow(page: Page, words: string): Promise<void> {
  await page.keyboard.press('j');
  for (let step = 0; step < 12; step += 1) {
    if (await row(page, words).evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(step < 6 ? 'k' : 'j');
  }
  throw new Error(`no key leads to ${words}`);
}
