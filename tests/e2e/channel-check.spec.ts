import { expect, explore, test } from './demo-instance.ts';
import { takeScreenshot } from './instance.ts';

test.use({ spec: 'channel-check', permissions: ['clipboard-read', 'clipboard-write'] });

test('a channel is checked on the account, and says what is refused and what to do', async ({
  demo,
  page,
  browser,
}) => {
  test.setTimeout(300_000);
  await expect(async () => {
    await demo.order('facebook', 'withhold', { what: 'pages_messaging' });
  }).toPass({ timeout: 60_000 });
  const slug = await explore(page, demo.setUpLink);
  const { channels } = (await (
    await page.request.get(`${demo.address}/api/v1/workspaces/${slug}/channels`)
  ).json()) as { channels: { id: string; network: string }[] };
  const channelId = channels.find(({ network }) => network === 'facebook')?.id ?? '';
  const address = `${demo.address}/w/${slug}/channels/${channelId}`;
  const unfold = async () => await page.locator('summary', { hasText: 'Check on the real account' }).click();

  await test.step('the button checks it, and the lines come', async () => {
    await page.setViewportSize({ width: 1440, height: 1100 });
    await page.goto(address);
    await unfold();
    await page.getByRole('button', { name: 'Check this channel' }).click();
    const lines = page.getByRole('list', { name: 'Everything that was checked' });
    await expect(page.getByRole('button', { name: 'Copy as text' })).toBeVisible({ timeout: 90_000 });
    const scope = lines.getByRole('listitem').filter({ hasText: 'pages_messaging' }).first();
    await expect(scope).toContainText('failed');
    await expect(scope).toContainText('Reconnect the channel and grant everything that Facebook asks for.');
    const read = lines.getByRole('listitem').filter({ hasText: 'GET /{page}/published_posts' });
    await expect(read).toContainText('passed');
    await expect(page.locator('summary', { hasText: 'Check on the real account' })).toContainText(/\d problems?/);
    await takeScreenshot(page, 'channel-check');
  });

  await test.step('the result is copied as text', async () => {
    await page.getByRole('button', { name: 'Copy as text' }).click();
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toContain('[failed] Permission pages_messaging');
    expect(text).toContain('[passed] Read GET /{page}/published_posts');
    expect(text).not.toMatch(/EAA|access_token=/);
  });

  await test.step('a comment from another account says when it came and by which way', async () => {
    await page.getByRole('button', { name: 'I’m writing one now' }).click();
    await expect(page.getByText(/^Waiting for the next message since/)).toBeVisible();
    const post = await demo.order<string>('facebook', 'brandPosts', { text: 'Nouvelle collection' });
    await demo.order('facebook', 'fanWrites', { kind: 'comment', text: 'Un essai', fan: 'lea', under: post });
    const arrived = page.getByText(/^The comment came .*(pushed by the network|found by a regular check)\.$/);
    await expect(arrived).toBeVisible({ timeout: 120_000 });
    await arrived.scrollIntoViewIfNeeded();
    await takeScreenshot(page, 'channel-check-trial');
  });

  await test.step('in the dark, in French, and on a phone', async () => {
    const { cookies } = await page.context().storageState();
    for (const [name, options] of [
      ['dark', { locale: 'en-GB', colorScheme: 'dark', viewport: { width: 1440, height: 1100 } }],
      ['fr', { locale: 'fr-FR', viewport: { width: 1440, height: 1100 } }],
      ['phone-fr', { locale: 'fr-FR', viewport: { width: 390, height: 844 } }],
      ['phone-dark', { locale: 'en-GB', colorScheme: 'dark', viewport: { width: 360, height: 740 } }],
    ] as const) {
      const context = await browser.newContext({ ...options, storageState: { cookies, origins: [] } });
      const other = await context.newPage();
      await other.goto(address);
      await other.locator('summary', { hasText: /Check on the real account|Vérification sur le compte réel/ }).click();
      await other.getByText('pages_messaging').first().waitFor();
      expect(await other.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        options.viewport.width,
      );
      await other.locator('summary', { hasText: /Check on the real|Vérification sur/ }).scrollIntoViewIfNeeded();
      await takeScreenshot(other, `channel-check-${name}`);
      await context.close();
    }
  });
});
