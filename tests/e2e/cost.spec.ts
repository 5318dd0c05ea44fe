import { expect, explore, test } from './demo-instance.ts';
import { takeScreenshot } from './instance.ts';

test.use({ spec: 'cost' });

test('before X is connected, its page says what that costs a day, and a monthly budget is asked for', async ({
  demo,
  page,
}) => {
  const slug = await explore(page, demo.setUpLink);
  const api = `${demo.address}/api/v1/workspaces/${slug}/channels`;
  const connect = `${demo.address}/w/${slug}/channels/connect/x`;
  const sentence = page.getByText(/^X charges for each post and message that is read or sent\./);

  await test.step('the sentence names a quiet day, a busy day and the budget', async () => {
    await page.goto(connect);
    await expect(sentence).toContainText(/about \$0\.\d\d a day/);
    await expect(sentence).toContainText(/20 replies, about \$\d\.\d\d\./);
    await expect(sentence).toContainText('$30.00 is suggested');
    await takeScreenshot(page, 'cost-connect-desktop');
    await page.setViewportSize({ width: 360, height: 740 });
    await expect(sentence).toBeInViewport();
    await expect(page.getByRole('button', { name: 'Continue with X' })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await takeScreenshot(page, 'cost-connect-phone');
    await page.goto(`${demo.address}/w/${slug}/channels/connect/threads`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText(/charges for each post/)).toHaveCount(0);
  });

  await test.step('the budget is filled in, is not forgotten by mistake, and is the channel’s', async () => {
    const { channels } = (await (await page.request.get(api)).json()) as {
      channels: { id: string; network: string }[];
    };
    for (const { id } of channels.filter(({ network }) => network === 'x')) await page.request.delete(`${api}/${id}`);
    await page.goto(connect);
    await page.getByRole('button', { name: 'Continue with X' }).click();
    await page.getByRole('link', { name: 'Allow' }).click();
    const budget = page.getByRole('textbox', { name: 'Monthly budget, in US dollars' });
    await expect(budget).toHaveValue('30');
    const submit = page.getByRole('button', { name: /^Connect/ });
    await budget.fill('a lot');
    await expect(submit).toBeDisabled();
    await expect(page.getByText('Enter an amount, such as 25')).toBeVisible();
    await budget.fill('12.50');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await takeScreenshot(page, 'cost-budget-phone');
    await submit.click();
    await page.waitForURL(/\/channels\/[0-9a-f-]{36}$/);
    await page.locator('summary h2', { hasText: 'Limits and costs' }).click();
    await expect(page.getByText(/of \$12\.50$/)).toBeVisible();
    await expect(page.getByText('Known after the first whole day.')).toBeVisible();
    await takeScreenshot(page, 'cost-channel-phone');
  });
});
