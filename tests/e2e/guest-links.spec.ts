import type { Browser, Page } from '@playwright/test';
import { expect, PASSWORD, publishPost, row, signIn, test, waitForRow } from './instance.ts';
import { smallTargets } from './small-targets.ts';

const SLUG = 'maison-brune';
const LEAD = 'ada-brune@example.test';
const MANAGER = 'cleo-brune@example.test';
const QUESTION = 'Is the blue teapot back?';
const ANSWER = 'It is back since this morning.';
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, isMobile: true, hasTouch: true } as const;

test.describe.configure({ mode: 'serial' });

test.describe('a client without a seat answers by link from a phone', () => {
  let lead: Page;
  let manager: Page;

  test.beforeAll(async ({ browser, instance }) => {
    const brand = await instance.network.createAccount({ handle: 'maison-brune.test' });
    for (const [email, name] of [
      [LEAD, 'Ada Lead'],
      [MANAGER, 'Cleo Manager'],
    ] as const) {
      await instance.admin('create-user', '--email', email, '--password', PASSWORD, '--name', name);
    }
    await instance.admin('create-workspace', '--name', 'Maison Brune', '--slug', SLUG, '--owner', LEAD);
    await instance.admin('add-member', '--workspace', SLUG, '--email', MANAGER, '--role', 'manager');
    const post = await publishPost(instance, brand, 'Our teapots, fresh from the kiln.');
    const fan = await instance.network.createAccount({ handle: 'teapot-fan.test' });
    await fan.reply(post.uri, QUESTION);
    lead = await signIn(browser, instance, LEAD);
    const credentials = {
      identifier: brand.handle,
      password: await brand.createAppPassword('parvis'),
      service: instance.network.serviceUrl,
    };
    expect(await send(lead, 'channels', { network: 'bluesky', credentials })).toBe(201);
    const any = { channelId: null, tagId: null, kind: null, maxRating: null, authorId: null, authorRole: null };
    const rule = {
      ...any,
      name: 'Every reply',
      newDays: null,
      newReplies: null,
      approverId: null,
      approverTeamId: null,
    };
    expect(await send(lead, 'approval-rules', rule)).toBe(201);
    manager = await signIn(browser, instance, MANAGER);
    await manager.goto(`${instance.address}/w/${SLUG}/open`);
    await waitForRow(manager, QUESTION);
    await row(manager, QUESTION).click();
    await expect(manager.getByRole('article').filter({ hasText: QUESTION })).toBeVisible();
  });

  /** The manager opens the composer with a key, and sends the text, if there is one. */
  async function write(key: 'r' | 'n', text: string): Promise<void> {
    await manager.keyboard.press(key);
    await expect(manager.locator('form[data-composer] textarea')).toBeFocused();
    if (text === '') return;
    await manager.keyboard.type(text);
    await manager.keyboard.press('Control+Enter');
  }

  /** Posts as the member who is signed in there. @returns the status */
  async function send(page: Page, path: string, body: object): Promise<number> {
    return await page.evaluate(
      async ([at, json]) =>
        (await fetch(at, { method: 'POST', headers: { 'content-type': 'application/json' }, body: json })).status,
      [`/api/v1/workspaces/${SLUG}/${path}`, JSON.stringify(body)] as const,
    );
  }

  async function openOnPhone(browser: Browser, link: string): Promise<Page> {
    const context = await browser.newContext({ ...PHONE, locale: 'en-GB' });
    const phone = await context.newPage();
    await phone.goto(link);
    return phone;
  }

  async function makeLink(page: Page, name: string): Promise<string> {
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const link = await dialog.getByRole('textbox', { name: 'Guest link' }).inputValue();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    return link;
  }

  test('a client reads the proposed reply, sends it back with a word, and approves the corrected one', async ({
    browser,
    instance,
  }) => {
    await write('r', 'Yes.');
    const box = (page: Page) => page.getByRole('region', { name: 'Approval of the reply' });
    await expect(box(manager)).toContainText('Waits for approval.');
    await expect(manager.getByRole('button', { name: 'Ask by link' })).toBeHidden();

    await lead.goto(`${instance.address}/w/${SLUG}/approval`);
    await waitForRow(lead, 'Yes.');
    await row(lead, 'Yes.').click();
    await lead.getByRole('button', { name: 'Ask by link' }).click();
    const first = await makeLink(lead, 'Mr Client');
    await expect(box(lead)).toContainText('not opened yet');

    const phone = await openOnPhone(browser, first);
    await expect(phone.getByRole('heading', { name: 'A reply waits for your approval' })).toBeVisible();
    await expect(phone.getByText('Our teapots, fresh from the kiln.')).toBeVisible();
    await expect(phone.getByText(QUESTION)).toBeVisible();
    await expect(phone.getByText('Yes.', { exact: true })).toBeVisible();
    await expect(phone.getByText('Cleo')).toBeHidden();
    expect((await smallTargets(phone)).small).toEqual([]);
    await expect(box(lead)).toContainText('opened');

    await phone.getByRole('button', { name: 'Send back' }).tap();
    await phone.getByLabel('What should change?').fill('Say since when.');
    await phone.getByRole('button', { name: 'Send back with this word' }).tap();
    await expect(phone.getByText(/You sent the reply back/)).toBeVisible();
    await expect(box(manager)).toContainText('Say since when.');
    await expect(box(manager)).toContainText('Mr Client');

    await box(manager).getByRole('button', { name: 'Correct' }).click();
    await box(manager).getByLabel('Reply').fill(ANSWER);
    await box(manager).getByRole('button', { name: 'Send for approval' }).click();
    await lead.getByRole('button', { name: 'Ask by link' }).click();
    await phone.goto(await makeLink(lead, 'Mr Client'));
    await expect(phone.getByText(ANSWER)).toBeVisible();
    await phone.getByRole('button', { name: 'Approve' }).tap();
    await expect(phone.getByText(/You approved the reply/)).toBeVisible();
    await phone.reload();
    await expect(phone.getByText(/You approved the reply/)).toBeVisible();
    await expect(phone.getByText(ANSWER)).toBeHidden();
    await expect(manager.getByRole('link', { name: /Published/ })).toBeVisible({ timeout: 20_000 });
  });

  test('somebody without a seat answers a question, which becomes a note at once', async ({ browser }) => {
    await write('n', '');
    await manager.getByRole('button', { name: 'Ask someone without a seat' }).click();
    await manager.getByRole('dialog').getByLabel('Your question').fill('How many are left?');
    const link = await makeLink(manager, 'Shop in Lyon');
    const phone = await openOnPhone(browser, link);
    await expect(phone.getByText('How many are left?')).toBeVisible();
    await phone.getByLabel('Your answer').fill('Twelve.');
    await phone.getByRole('button', { name: 'Send the answer' }).tap();
    await expect(phone.getByText(/Your answer has reached/)).toBeVisible();
    const note = manager.getByRole('article', { name: /Answer from .*Shop in Lyon/ });
    await expect(note).toContainText('Twelve.');
    await expect(note).toContainText(/Guest, asked by .*Cleo Manager/);
    await expect(note.getByRole('button')).toHaveCount(0);
  });

  test('who approved a reply takes that back while it has not left: it waits again', async () => {
    await manager.keyboard.press('Escape');
    await write('r', 'And the green one too.');
    const box = lead.getByRole('region', { name: 'Approval of the reply' });
    await box.getByRole('button', { name: 'Approve', exact: true }).click();
    await lead.getByRole('button', { name: 'Undo' }).last().click();
    await expect(box).toContainText('Waits for approval.');
  });
});
