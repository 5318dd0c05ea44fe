import { expect, explore, test } from './demo-instance.ts';
import { takeScreenshot } from './instance.ts';

test.use({ spec: 'push-refused' });

test('a channel whose network refuses to push says so, with the network’s words and what to do', async ({
  demo,
  page,
}) => {
  test.setTimeout(240_000);
  // The networks come up beside the product; nobody has connected a channel before the demo is explored.
  await expect(async () => {
    await demo.order('facebook', 'withhold', { what: 'pages_messaging' });
  }).toPass({ timeout: 60_000 });
  const slug = await explore(page, demo.setUpLink);
  const api = `${demo.address}/api/v1/workspaces/${slug}/channels`;
  type Channel = { id: string; network: string; push: { state: string } | null };
  const channelOf = async (network: string) => {
    const { channels } = (await (await page.request.get(api)).json()) as { channels: Channel[] };
    const found = channels.find((one) => one.network === network);
    if (!found) throw new Error(`the demo has no channel of ${network}`);
    return found;
  };
  await expect.poll(async () => (await channelOf('facebook')).push?.state, { timeout: 120_000 }).toBe('partly');

  await test.step('the page says what is refused, why, and how it is read instead', async () => {
    await page.goto(`${demo.address}/w/${slug}/channels/${(await channelOf('facebook')).id}`);
    const notice = page.getByRole('status').filter({ hasText: 'webhooks refused: direct messages' });
    await expect(notice).toContainText(/^Checked every .+; webhooks refused/);
    await expect(notice).toContainText('Reconnect the channel and grant it.');
    await expect(notice).toContainText('one of these permissions is needed: pages_messaging');
    await expect(page.getByText('Needs attention').first()).toBeVisible();
    await page.locator('summary', { hasText: 'Webhook subscription' }).click();
    const events = page.getByRole('list', { name: 'Webhook subscription' });
    await expect(events.getByRole('listitem').filter({ hasText: 'feed' })).toContainText('accepted');
    await expect(events.getByRole('listitem').filter({ hasText: 'standby' })).toContainText('refused');
    await takeScreenshot(page, 'push-refused');
  });

  await test.step('a network that could not be asked from here is no trouble, and the page says what is missing', async () => {
    await expect.poll(async () => (await channelOf('x')).push?.state, { timeout: 60_000 }).toBe('refused');
    await page.goto(`${demo.address}/w/${slug}/channels/${(await channelOf('x')).id}`);
    await expect(page.getByRole('status').filter({ hasText: 'no webhooks' })).toContainText('public https address');
  });

  await test.step('on a phone nothing scrolls sideways', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${demo.address}/w/${slug}/channels/${(await channelOf('facebook')).id}`);
    await page.locator('summary', { hasText: 'Webhook subscription' }).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await takeScreenshot(page, 'push-refused-phone');
  });
});
