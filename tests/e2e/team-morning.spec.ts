import type { Browser, Page } from '@playwright/test';
import { actsOf, createAudience, keepWriting } from '#scripts/demo/audience.ts';
import { type Brand, createBrand } from '#scripts/demo/create-brand.ts';
import type { Fan } from '#tests/networks/bluesky/fan.ts';
import { connectBluesky, expect, PASSWORD, row, signIn, takeScreenshot, test, waitForRow } from './instance.ts';

/*
 * A busy morning of an agency in five browsers: two community managers, their lead, a client on a phone, and the owner of
 * the agency, who works three workspaces. People write all the time. No page is loaded again.
 */

const SLUG = 'maison-aubry';
const people = {
  camille: { name: 'Camille Roche', email: 'camille.aubry@example.test' },
  nadia: { name: 'Nadia Lebrun', email: 'nadia.aubry@example.test' },
  leo: { name: 'Léo Marchand', email: 'leo.aubry@example.test' },
  mina: { name: 'Mina Costa', email: 'mina.aubry@example.test' },
} as const;
const others = [
  { slug: 'hotel-bleu', name: 'Hotel Bleu', question: 'Is breakfast served before seven?' },
  { slug: 'cafe-nord', name: 'Cafe Nord', question: 'Do you have oat milk?' },
] as const;
const [hotel, cafe] = others;
const GHENT = 'Do you ship the blue cup to Ghent?';
const DECAF = 'Is the decaf roasted without solvents?';
const SAVED = 'Yes: it is posted on Wednesday and in your cup by Saturday.';
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, isMobile: true, hasTouch: true } as const;

test.describe.configure({ mode: 'serial' });

test.describe('a busy morning in five browsers', () => {
  let camille: Page;
  let nadia: Page;
  let leo: Page;
  let mina: Page;
  let phone: Page;
  let brand: Brand;
  let fans: Fan[];
  const asked = { ghent: '', decaf: '' };
  const morning = new AbortController();
  let writing: Promise<void> = Promise.resolve();

  test.beforeAll(async ({ browser, instance }) => {
    test.setTimeout(300_000);
    brand = await createBrand(instance.network);
    const audience = await createAudience(instance.network);
    fans = audience.map(({ fan }) => fan);
    for (const { email, name } of Object.values(people)) {
      await instance.admin('create-user', '--email', email, '--password', PASSWORD, '--name', name);
    }
    await instance.admin('create-workspace', '--name', 'Maison Aubry', '--slug', SLUG, '--owner', people.camille.email);
    for (const [{ email }, role] of [
      [people.nadia, 'lead'],
      [people.leo, 'manager'],
      [people.mina, 'manager'],
    ] as const) {
      await instance.admin('add-member', '--workspace', SLUG, '--email', email, '--role', role);
    }
    // Whoever is in one workspace is signed in to it; the others come later.
    camille = await signIn(browser, instance, people.camille.email);
    nadia = await signIn(browser, instance, people.nadia.email);
    leo = await signIn(browser, instance, people.leo.email);
    mina = await signIn(browser, instance, people.mina.email);
    await connectBluesky(camille, instance, SLUG, brand.fan);
    for (const { slug, name, question } of others) {
      await instance.admin('create-workspace', '--name', name, '--slug', slug, '--owner', people.camille.email);
      const account = await instance.network.createAccount({ handle: `${slug}.test` });
      const post = await account.post(`${name} says hello.`);
      await instance.network.flush();
      await fans[0]?.reply(post.uri, question);
      await connectBluesky(camille, instance, slug, account);
    }
    await send(nadia, 'saved-replies', { title: 'Shipping', en: SAVED, fr: '' });
    for (const page of [nadia, leo, mina]) await page.goto(`${instance.address}/w/${SLUG}/open`);
    await camille.goto(`${instance.address}/all/open`);
    for (const page of [camille, nadia, leo, mina]) {
      await page.evaluate(() => Object.assign(window, { wasNeverReloaded: true }));
    }
    const acts = actsOf(audience, brand);
    const onError = (error: unknown) => console.log(`somebody could not write: ${String(error)}`);
    writing = keepWriting({ audience, brand, acts, onError }, morning.signal);
  });

  test.afterAll(async () => {
    morning.abort();
    await writing;
  });

  test('what people write arrives in every browser', async () => {
    asked.ghent = (await fans[7]?.reply(brand.posts.shipping.uri, GHENT))?.uri ?? '';
    asked.decaf = (await fans[8]?.reply(brand.posts.decaf.uri, DECAF))?.uri ?? '';
    for (const page of [nadia, leo, mina]) {
      for (const words of [GHENT, DECAF]) await waitForRow(page, words);
    }
    for (const words of [GHENT, hotel.question, cafe.question]) await waitForRow(camille, words);
    await expect(row(camille, hotel.question)).toContainText(/for \W?Hotel Bleu/);
  });

  test('what one claims shows at once as theirs, and is handed over on request', async () => {
    await row(leo, GHENT).click();
    await leo.keyboard.press('i');
    await expect(row(mina, GHENT)).toContainText('Léo Marchand');
    await row(mina, GHENT).click();
    await expect(mina.getByText('Owner: Léo Marchand').first()).toBeAttached();
    await mina.keyboard.press('Shift+I');
    await mina.getByRole('textbox', { name: /A word for/ }).fill('I packed it');
    await mina.keyboard.press('Enter');
    await expect(leo.getByText(/asks for it: “\W?I packed it\W?”/)).toBeVisible();
    await leo.keyboard.press('y');
    await expect(mina.getByText('Owner: Mina Costa').first()).toBeAttached();
  });

  test('the lead gives a second person a part, who finishes it', async () => {
    await row(nadia, GHENT).click();
    await expect(nadia.getByText('Owner: Mina Costa').first()).toBeAttached();
    await nadia.keyboard.press('a');
    await nadia.keyboard.type('+ Léo');
    await nadia.keyboard.press('Enter');
    const parts = mina.getByRole('region', { name: 'People on this item' });
    await expect(parts.getByText(/Léo Marchand\W?: part to do/)).toBeAttached();
    await leo.keyboard.press('d');
    await expect(parts.getByText(/Léo Marchand\W?: part done/)).toBeAttached();
  });

  test('a shop manager without a seat answers a question by a link, which becomes a note', async ({ browser }) => {
    await mina.keyboard.press('n');
    await mina.getByRole('button', { name: 'Ask someone without a seat' }).click();
    await mina.getByRole('dialog').getByLabel('Your question').fill('Is the blue cup in stock?');
    phone = await openOnPhone(browser, await makeLink(mina, 'Shop in Ghent'));
    await phone.getByLabel('Your answer').fill('Nine of them.');
    await phone.getByRole('button', { name: 'Send the answer' }).tap();
    for (const page of [mina, leo, nadia]) {
      await expect(page.getByRole('article', { name: /Answer from .*Shop in Ghent/ })).toContainText('Nine of them.');
    }
    await phone.context().close();
  });

  test('a saved reply is found by a slash, sent, and seen by the others', async () => {
    await mina.keyboard.press('Escape');
    await mina.keyboard.press('r');
    await expect(field(mina)).toBeFocused();
    await mina.keyboard.type('/ship');
    await expect(mina.getByRole('option', { name: /Shipping/ })).toBeVisible();
    await mina.keyboard.press('Enter');
    await expect(field(mina)).toHaveValue(SAVED);
    await mina.keyboard.press('Control+Enter');
    const published = leo.getByRole('article').filter({ hasText: SAVED });
    await expect(published.getByText('Published', { exact: true })).toBeVisible({ timeout: 30_000 });
    expect((await brand.fan.listReplies(asked.ghent)).map(({ text }) => text)).toEqual([SAVED]);
  });

  test('a reply of a new colleague is approved by the client, on a phone', async ({ browser }) => {
    await send(nadia, 'approval-rules', await ruleFor(nadia, people.leo.name));
    await row(leo, DECAF).click();
    await leo.keyboard.press('r');
    await expect(field(leo)).toBeFocused();
    await leo.keyboard.type('With water alone, in the valley of Ariège.');
    await leo.keyboard.press('Control+Enter');
    const box = (page: Page) => page.getByRole('region', { name: 'Approval of the reply' });
    await expect(box(leo)).toContainText('Waits for approval.');
    await nadia.keyboard.press('g');
    await nadia.keyboard.press('a');
    await row(nadia, 'valley of Ariège').click();
    await nadia.getByRole('button', { name: 'Ask by link' }).click();
    phone = await openOnPhone(browser, await makeLink(nadia, 'Madame Aubry'));
    await expect(phone.getByText(DECAF)).toBeVisible();
    await takeScreenshot(phone, 'guest-approves-phone-light-en');
    expect(await brand.fan.listReplies(asked.decaf)).toEqual([]);
    await phone.getByRole('button', { name: 'Approve' }).tap();
    await expect(phone.getByText(/You approved the reply/)).toBeVisible();
    await expect(leo.getByRole('link', { name: /Published/ })).toBeVisible({ timeout: 30_000 });
    expect(await brand.fan.listReplies(asked.decaf)).toHaveLength(1);
  });

  test('what waits is distributed once the lead switches it on, and says why to whom', async () => {
    await nadia.getByRole('link', { name: 'Settings' }).click();
    await nadia.getByRole('link', { name: 'Distribution' }).click();
    await nadia.getByRole('switch', { name: 'Distribute automatically' }).click();
    await nadia.getByRole('button', { name: 'Save', exact: true }).click();
    const late = 'Can a gift be wrapped?';
    await fans[9]?.reply(brand.posts.shipping.uri, late);
    await waitForRow(mina, late);
    await expect(row(mina, late)).toContainText(/Léo Marchand|Mina Costa|yours/, { timeout: 30_000 });
    await row(mina, late).click();
    await expect(mina.getByText(/Why (me|this person)\?/)).toBeVisible();
    await expect(
      mina.getByText(/had the most room|had this contact’s last item|only one who could take it/).first(),
    ).toBeVisible();
    await nadia.getByRole('switch', { name: 'Distribute automatically' }).click();
    await nadia.getByRole('button', { name: 'Save', exact: true }).click();
  });

  test('several items are resolved in one go, and come back in one', async () => {
    const both = ['Merci, rien à ajouter.', 'Et merci encore.'];
    for (const [n, text] of both.entries()) await fans[n]?.reply(brand.posts.guji.uri, text);
    await nadia.keyboard.press('g');
    await nadia.keyboard.press('i');
    for (const text of both) {
      await waitForRow(nadia, text);
      await row(nadia, text).locator('..').getByRole('checkbox').click();
    }
    for (const text of both) await waitForRow(leo, text);
    await nadia.keyboard.press('e');
    // What a colleague closes stays in its place, so that no row jumps under the hand.
    for (const text of both) await expect(row(leo, text)).toContainText('Resolved');
    await nadia.keyboard.press('z');
    for (const text of both) await expect(row(leo, text)).not.toContainText('Resolved');
  });

  test('the owner works all clients in one list', async () => {
    await row(camille, cafe.question).click();
    await expect(camille.getByText(/For \W?Cafe Nord/).last()).toBeVisible();
    await camille.keyboard.press('e');
    await expect(row(camille, cafe.question)).toHaveCount(0);
    await expect(row(camille, hotel.question)).toBeVisible();
    await camille.keyboard.press('Escape');
    // Another client is another page: nothing of one stays in the other.
    expect(await wasNeverReloaded(camille)).toBe(true);
    await takeScreenshot(camille, 'all-workspaces-desktop-light-en');
  });

  test('whoever leaves hands over what they held', async () => {
    await leo.keyboard.press('g');
    await leo.keyboard.press('i');
    await waitForRow(leo, 'Et merci encore.');
    await row(leo, 'Et merci encore.').click();
    await leo.keyboard.press('i');
    await expect(leo.getByText(/Owner: .*Léo Marchand/).first()).toBeAttached();
    await camille.keyboard.press('g');
    await camille.keyboard.press('w');
    await camille.keyboard.type('aubry');
    await camille.keyboard.press('Enter');
    await camille.waitForURL(new RegExp(`/w/${SLUG}/open`));
    await camille.getByRole('link', { name: 'Settings' }).click();
    await camille.getByRole('link', { name: 'Members' }).click();
    const line = camille.getByRole('listitem').filter({ hasText: people.leo.email });
    await line.getByRole('button', { name: 'Remove' }).click();
    const dialog = camille.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Hand over to' }).click();
    await camille.getByRole('option', { name: 'Mina Costa', exact: true }).click();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    // Behind the dialog the line counts as hidden too.
    await expect(dialog).toBeHidden();
    await expect(line).toBeHidden();
    await mina.keyboard.press('g');
    await mina.keyboard.press('m');
    await waitForRow(mina, 'Et merci encore.');
    const refused = await leo.evaluate(async (at) => (await fetch(at)).status, `/api/v1/workspaces/${SLUG}/items`);
    expect(refused).toBe(404);
  });

  test('no page was loaded again', async () => {
    expect(await Promise.all([nadia, mina].map(wasNeverReloaded))).toEqual([true, true]);
  });
});

const wasNeverReloaded = async (page: Page) => await page.evaluate(() => 'wasNeverReloaded' in window);
const field = (page: Page) => page.getByRole('textbox', { name: 'Reply', exact: true });

/** Posts as the member who is signed in there, in the agency's first workspace. */
async function send(page: Page, path: string, body: object): Promise<void> {
  const status = await page.evaluate(
    async ([at, json]) =>
      (await fetch(at, { method: 'POST', headers: { 'content-type': 'application/json' }, body: json })).status,
    [`/api/v1/workspaces/${SLUG}/${path}`, JSON.stringify(body)] as const,
  );
  expect({ path, status }).toEqual({ path, status: 201 });
}

/** Every reply of one colleague waits for an approval. */
async function ruleFor(page: Page, author: string): Promise<object> {
  const { members } = await page.evaluate(
    async (at) => (await (await fetch(at)).json()) as { members: { id: string; name: string }[] },
    `/api/v1/workspaces/${SLUG}/members`,
  );
  const authorId = members.find(({ name }) => name === author)?.id ?? '';
  const any = { channelId: null, tagId: null, kind: null, maxRating: null, authorRole: null };
  const of = { newDays: null, newReplies: null, approverId: null, approverTeamId: null };
  return { ...any, ...of, name: 'New colleagues', authorId };
}

async function openOnPhone(browser: Browser, link: string): Promise<Page> {
  const context = await browser.newContext({ ...PHONE, locale: 'en-GB' });
  const phone = await context.newPage();
  await phone.goto(link);
  return phone;
}

/** In the open dialog. @returns the link */
async function makeLink(page: Page, guest: string): Promise<string> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(guest);
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const link = await dialog.getByRole('textbox', { name: 'Guest link' }).inputValue();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  return link;
}
