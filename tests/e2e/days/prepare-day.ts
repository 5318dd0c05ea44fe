import { type Browser, expect, type Page } from '@playwright/test';
import { type DemoInstance, explore } from '../demo-instance.ts';
import { PASSWORD } from '../instance.ts';

/** Sets the installation up. @returns the workspace's name in addresses */
export async function openWorkspace(browser: Browser, demo: DemoInstance): Promise<string> {
  const page = await browser.newPage({ locale: 'en-GB' });
  const slug = await explore(page, demo.setUpLink);
  await page.context().close();
  return slug;
}

/** Somebody who writes, by the name that the network shows. */
export type Fan = { fan: string; name: string; text: string };

/**
 * Lets people comment on a post of the brand and waits until the comments are in the list: the last one is the first row.
 * @param page a page that is signed in
 */
export async function letPeopleWrite(
  page: Page,
  demo: DemoInstance,
  slug: string,
  fans: readonly Fan[],
): Promise<void> {
  const api = async <T>(path: string, method = 'GET'): Promise<T> =>
    await page.evaluate(async ([address, how]) => (await fetch(address, { method: how })).json(), [
      `/api/v1/workspaces/${slug}/${path}`,
      method,
    ] as const);
  const under = await demo.order<string>('facebook', 'brandPosts', { text: 'L’atelier rouvre samedi.' });
  for (const [index, { fan, text }] of fans.entries()) {
    // Two seconds apart, because the network tells whole seconds.
    const agoMs = (fans.length - index) * 2_000;
    await demo.order('facebook', 'fanWrites', { kind: 'comment', fan, text, under, agoMs });
  }
  const { channels } = await api<{ channels: { id: string; network: string }[] }>('channels');
  for (const { id, network } of channels) if (network === 'facebook') await api(`channels/${id}/pull`, 'POST');
  for (const { text } of fans) {
    await expect
      .poll(async () => (await api<{ items: { preview: string }[] }>('items?status=open&limit=20')).items)
      .toContainEqual(expect.objectContaining({ preview: expect.stringContaining(text) }));
  }
}

/** A page that is signed in and shows the list, for a day that does not begin with the sign-in. */
export async function signedIn(browser: Browser, demo: DemoInstance, slug: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${demo.address}/sign-in?next=/w/${slug}/open`);
  await page.locator('[name=email]').fill('ines@example.test');
  await page.locator('[name=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(({ pathname }) => pathname.startsWith('/w/'));
  return page;
}
