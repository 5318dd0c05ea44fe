import type { Page } from '@playwright/test';
import { expect, explore, test } from './demo-instance.ts';

test.use({ spec: 'channels' });

/** What the rows of the table are called, in their order. */
const namesIn = (page: Page) => page.getByRole('row').getByRole('rowheader').allInnerTexts();

test('channels are a table that is sorted by keyboard, says what can receive nothing, and fits a phone', async ({
  demo,
  page,
}) => {
  const slug = await explore(page, demo.setUpLink);
  const rail = page.getByRole('navigation').first();
  const path = `${demo.address}/w/${slug}/channels`;

  await test.step('the rail says health by exception', async () => {
    await expect(rail.getByText(/^\d+ channels working$/)).toBeVisible();
    await expect(rail.getByText('Cannot receive messages')).toHaveCount(2);
    await expect(rail.getByText('Working', { exact: true })).toHaveCount(0);
  });

  await test.step('trouble comes first, and channels from which nothing can come last', async () => {
    const { channels } = (await (
      await page.request.get(`${demo.address}/api/v1/workspaces/${slug}/channels`)
    ).json()) as {
      channels: { id: string; network: string; name: string; capabilities: object }[];
    };
    const closed = channels.filter(({ capabilities }) => Object.keys(capabilities).length === 0);
    const google = channels.find(({ network }) => network === 'google');
    await page.request.post(`${demo.address}/api/v1/workspaces/${slug}/channels/${google?.id}/pause`, { data: {} });
    await page.goto(path);
    const table = page.getByRole('table', { name: 'Connected channels' });
    await expect(table.getByRole('columnheader', { name: 'Status' })).toHaveAttribute('aria-sort', 'ascending');
    await expect(table.getByRole('row', { name: /Paused/ })).toHaveCount(1);
    const names = await namesIn(page);
    expect(names[0]).toContain(google?.name);
    expect(names.slice(-closed.length).every((name) => closed.some((one) => name.includes(one.name)))).toBe(true);
    await expect(table.getByRole('row', { name: /Cannot receive messages/ })).toHaveCount(closed.length);
  });

  await test.step('a column sorts by keyboard, and the address keeps the order', async () => {
    const head = page.getByRole('columnheader', { name: 'Channel' });
    await head.getByRole('button').focus();
    await page.keyboard.press('Enter');
    await expect(head).toHaveAttribute('aria-sort', 'ascending');
    const ascending = await namesIn(page);
    await page.keyboard.press('Enter');
    await expect(head).toHaveAttribute('aria-sort', 'descending');
    await expect(head.getByRole('button')).toBeFocused();
    expect((await namesIn(page))[0]).toBe(ascending.at(-1));
    await page.reload();
    await expect(head).toHaveAttribute('aria-sort', 'descending');
    await expect(page.getByRole('columnheader', { name: 'Status' })).not.toHaveAttribute('aria-sort', /./);
  });

  await test.step('a row says more on demand', async () => {
    const more = page.getByRole('button', { name: /^Show details of/ }).first();
    await more.press('Enter');
    await expect(page.getByText('Last checked')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByText('Last checked')).toBeHidden();
  });

  await test.step('on a phone the table is a list, and nothing scrolls sideways', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await expect(page.getByRole('table')).toBeHidden();
    await expect(page.getByRole('list', { name: 'Connected channels' })).toBeVisible();
    const wider = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('main *')]
        .filter(
          (one) => one.scrollWidth > one.clientWidth && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX),
        )
        .map(({ className }) => className),
    );
    expect(wider).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});
