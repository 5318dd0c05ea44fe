import type { Page } from '@playwright/test';
import type { Fan } from '#tests/networks/bluesky/fan.ts';
import {
  connectBluesky,
  waitForRow,
  count,
  expect,
  PASSWORD,
  takeScreenshot,
  publishPost,
  row,
  signIn,
  test,
} from './instance.ts';

const NORA = 'nora@example.test';
const SLUG = 'atelier-nord';

test.describe.configure({ mode: 'serial' });

test.describe("a member's day on the keyboard", () => {
  let page: Page;
  let brand: Fan;
  let fans: Fan[];
  let post: { uri: string };

  test.beforeAll(async ({ browser, instance }) => {
    brand = await instance.network.createAccount({ handle: 'atelier-nord.test' });
    await brand.setProfile({ displayName: 'Atelier Nord' });
    fans = [];
    for (const name of ['alba', 'bruno', 'chloe', 'driss']) {
      fans.push(await instance.network.createAccount({ handle: `${name}-nord.test` }));
    }
    await instance.admin('create-user', '--email', NORA, '--password', PASSWORD, '--name', 'Nora Petit');
    await instance.admin('create-workspace', '--name', 'Atelier Nord', '--slug', SLUG, '--owner', NORA);
    post = await publishPost(instance, brand, 'Our oak tables are back.');
    for (const [at, fan] of fans.entries()) await fan.reply(post.uri, QUESTIONS[at] ?? '');
    page = await signIn(browser, instance, NORA);
    await connectBluesky(page, instance, SLUG, brand);
    await page.goto(`${instance.address}/w/${SLUG}/open`);
    for (const words of QUESTIONS) await waitForRow(page, words);
  });

  test('after sending and resolving with the keyboard, the next item is already open', async () => {
    await row(page, QUESTIONS[2] ?? '').click();
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await expect.poll(() => openQuestion(page)).toBe(QUESTIONS[3]);
    const first = await openQuestion(page);
    await page.keyboard.press('i');
    await page.keyboard.press('r');
    await page.keyboard.type('Thank you, it leaves tomorrow.');
    await page.keyboard.press('Control+Shift+Enter');
    await expect(count(page, 'Open')).toContainText('3');
    await expect.poll(() => openQuestion(page)).not.toBe(first);
    await expect
      .poll(async () => (await brand.readThread(post.uri))?.replies.flatMap(({ replies }) => replies).length)
      .toBe(1);
  });

  test('the key z undoes a resolve', async () => {
    const words = await openQuestion(page);
    await page.keyboard.press('e');
    await expect(count(page, 'Open')).toContainText('2');
    await page.keyboard.press('z');
    await expect(count(page, 'Open')).toContainText('3');
    await expect(row(page, words)).toBeVisible();
  });

  test('undoing a reply puts its text back into the composer', async () => {
    await row(page, QUESTIONS[1] ?? '').click();
    await page.keyboard.press('r');
    await page.keyboard.type('Too fast, sorry.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('article').filter({ hasText: 'Too fast' }).getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('textbox', { name: 'Reply' })).toHaveValue('Too fast, sorry.');
    await page.getByRole('textbox', { name: 'Reply' }).fill('');
    await page.keyboard.press('Escape');
  });

  test('a draft survives a reload', async () => {
    await page.keyboard.press('r');
    await page.keyboard.type('Half a thought');
    await page.reload();
    await expect(page.getByRole('textbox', { name: 'Reply' })).toHaveValue('Half a thought');
    await page.getByRole('textbox', { name: 'Reply' }).fill('');
    await page.keyboard.press('Escape');
  });

  test('a note is shown to the team and never published', async () => {
    await page.keyboard.press('n');
    await page.keyboard.type('Ask the workshop before promising a date.');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('log').getByText('Ask the workshop before promising a date.')).toBeVisible();
    await takeScreenshot(page, 'note-desktop-light-en');
    const said = JSON.stringify(await brand.readThread(post.uri));
    expect(said).not.toContain('workshop');
    await page.keyboard.press('Escape');
  });

  test('search ignores a missing accent', async ({ instance }) => {
    await page.goto(`${instance.address}/w/${SLUG}/open`);
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox')).toBeFocused();
    await page.keyboard.type('chene');
    await expect(row(page, 'chêne')).toBeVisible();
    await expect(row(page, 'lamp')).toBeHidden();
    await page.goto(`${instance.address}/w/${SLUG}/open`);
  });

  test('a key pressed before the page is interactive takes effect once it is', async ({ instance }) => {
    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    await page.route('**/_next/static/**/*.js', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${instance.address}/w/${SLUG}/open`, { waitUntil: 'commit' });
    await expect(row(page, 'lamp')).toBeVisible();
    await page.keyboard.press('/');
    await page.keyboard.type('e');
    release();
    const search = page.getByRole('searchbox');
    await expect(search).toBeFocused();
    await expect(search).toHaveValue('e');
    // The key resolved nothing: without the search, the item is still there.
    await search.fill('');
    await expect(row(page, 'lamp')).toBeVisible();
    await page.unroute('**/_next/static/**/*.js');
  });

  test('a browser that was offline shows what it missed', async ({ instance }) => {
    await page.goto(`${instance.address}/w/${SLUG}/open`);
    await expect(row(page, 'lamp')).toBeVisible();
    await page.context().setOffline(true);
    await fans[3]?.post(`@${brand.handle} do you mend old lamps?`);
    await expect(page.getByRole('region', { name: 'Queue' }).getByText(/You’re offline/)).toBeVisible();
    await page.context().setOffline(false);
    await waitForRow(page, 'mend old lamps');
  });

  test('queue, item and channels are captured in both languages and themes, on desktop and phone', async ({
    browser,
    instance,
  }) => {
    const looks = [
      { name: 'desktop-dark-fr', locale: 'fr-FR', colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
      { name: 'desktop-light-fr', locale: 'fr-FR', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
      { name: 'phone-dark-fr', locale: 'fr-FR', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
      { name: 'phone-light-en', locale: 'en-GB', colorScheme: 'light', viewport: { width: 390, height: 844 } },
    ] as const;
    for (const { name, ...look } of looks) {
      const other = await signIn(browser, instance, NORA, look);
      await other.goto(`${instance.address}/w/${SLUG}/open`);
      await expect(row(other, 'lamp').first()).toBeVisible();
      await takeScreenshot(other, `queue-${name}`);
      await row(other, QUESTIONS[1] ?? '').click();
      await expect(other.getByRole('article').filter({ hasText: QUESTIONS[1] ?? '' })).toBeVisible();
      // The context pane is loaded after the item.
      if (look.viewport.width > 1_100) await expect(other.getByRole('complementary')).toBeVisible();
      await takeScreenshot(other, `item-${name}`);
      await other.goto(`${instance.address}/w/${SLUG}/channels`);
      await expect(other.getByText(`@${brand.handle}`).filter({ visible: true }).first()).toBeVisible();
      await takeScreenshot(other, `channels-${name}`);
      await other.context().close();
    }
  });
});

const QUESTIONS = [
  'Do you deliver on Saturdays?',
  'La table en chêne existe-t-elle en 140 ?',
  'The lamp in the photo, is it yours?',
  'Lovely work, as ever.',
];

/** The question in the open item. */
async function openQuestion(page: Page): Promise<string> {
  const said = await page
    .getByRole('article')
    .filter({ hasText: new RegExp(QUESTIONS.map(escaped).join('|')) })
    .first()
    .innerText();
  return QUESTIONS.find((words) => said.includes(words)) ?? '';
}

function escaped(words: string): string {
  return words.replace(/[?.]/g, String.raw`\$&`);
}
