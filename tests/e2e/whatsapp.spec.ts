import type { Browser, Page } from '@playwright/test';
import { type DemoInstance, expect, explore, test } from './demo-instance.ts';
import { row, takeScreenshot, waitForRow } from './instance.ts';

test.use({ spec: 'whatsapp' });

test.describe.configure({ mode: 'serial' });

const HOUR_MS = 3_600_000;
const PICTURE = 'Voilà comment la boîte est arrivée.';
const LATE = 'Bonjour, ma commande est-elle partie ?';

test.describe('a conversation on WhatsApp', () => {
  let page: Page;
  let slug: string;
  let asked: string;

  test.beforeAll(async ({ browser, demo }) => {
    test.setTimeout(240_000);
    page = await (await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } })).newPage();
    slug = await explore(page, demo.setUpLink);
  });

  /** Writes to the number, waits for the item and opens it. */
  async function writeAndOpen(
    demo: DemoInstance,
    words: { text: string; fan: string; variant?: string; agoMs?: number },
  ) {
    const id = await demo.order<string>('whatsapp', 'fanWrites', { kind: 'message', ...words });
    const sort = words.agoMs ? 'oldest' : 'newest';
    await page.goto(`${demo.address}/w/${slug}/open?sort=${sort}&network=whatsapp`);
    await waitForRow(page, words.text);
    await row(page, words.text).click();
    await expect(page.getByRole('article').filter({ hasText: words.text })).toBeVisible();
    return id;
  }

  test('a picture arrives, and is loaded from here', async ({ demo }) => {
    asked = await writeAndOpen(demo, { text: PICTURE, fan: 'elise', variant: 'picture' });
    const picture = page.getByRole('article').filter({ hasText: PICTURE }).getByRole('img').last();
    await expect
      .poll(async () => await picture.evaluate((one) => (one instanceof HTMLImageElement ? one.naturalWidth : 0)))
      .toBeGreaterThan(0);
    expect(await picture.getAttribute('src')).toMatch(/^\/api\/v1\//);
  });

  test('a reply shows how far it came: delivered, then read', async ({ demo }) => {
    await page.keyboard.press('r');
    await page.keyboard.type('Merci pour la photo, une boîte neuve part aujourd’hui.');
    await page.keyboard.press('Control+Enter');
    const answer = page.getByRole('article').filter({ hasText: 'une boîte neuve' });
    await expect(answer.getByText('Delivered', { exact: true })).toBeVisible({ timeout: 30_000 });
    await takeScreenshot(page, 'whatsapp-delivered-desktop-light-en');
    await demo.order('whatsapp', 'fanReads', { id: asked });
    await expect(answer.getByText('Read', { exact: true })).toBeVisible({ timeout: 30_000 });
    expect(await demo.order('whatsapp', 'answersTo', { id: asked })).toEqual([
      'Merci pour la photo, une boîte neuve part aujourd’hui.',
    ]);
    await takeScreenshot(page, 'whatsapp-read-desktop-light-en');
  });

  test('after 24 hours a template is chosen, filled in and sent, by the keyboard alone', async ({ demo }) => {
    const id = await writeAndOpen(demo, { text: LATE, fan: 'leonie', agoMs: 26 * HOUR_MS });
    await page.keyboard.press('r');
    await expect(page.getByText(/reply window closed/i).first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Choose a template' })).toBeFocused();
    await takeScreenshot(page, 'whatsapp-closed-desktop-light-en');
    await page.keyboard.press('Enter');
    const list = page.getByRole('combobox', { name: 'Template' });
    await expect(list).toBeFocused();
    await list.press('Enter');
    await page.getByRole('option', { name: /reponse_commande/ }).waitFor();
    await page.keyboard.type('reponse');
    await page.keyboard.press('Enter');
    await expect(list).toContainText('reponse_commande · fr');
    await expect(page.getByRole('option')).toHaveCount(0);
    await expect(list).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.getByLabel('Value 1 of 3')).toBeFocused();
    await page.keyboard.type('MA-2048');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Léonie');
    await expect(page.getByRole('button', { name: 'Send the template' })).toBeDisabled();
    await page.keyboard.press('Tab');
    await page.keyboard.type('elle part ce soir');
    const preview = page.getByRole('figure', { name: /will read/ });
    await expect(preview).toContainText('Bonjour Léonie, nous avons la réponse à votre question : elle part ce soir.');
    await takeScreenshot(page, 'whatsapp-template-desktop-light-en');
    await page.keyboard.press('Control+Enter');
    const sent = page.getByRole('article').filter({ hasText: 'elle part ce soir' });
    await expect(sent.getByText('Delivered', { exact: true })).toBeVisible({ timeout: 30_000 });
    await expect(sent.getByText('Template reponse_commande')).toBeVisible();
    const answers = await demo.order<string[]>('whatsapp', 'answersTo', { id });
    expect(answers).toEqual([expect.stringContaining('Votre commande MA-2048')]);
    await takeScreenshot(page, 'whatsapp-template-sent-desktop-light-en');
  });

  test('the channel says that there is no history', async ({ demo }) => {
    await page.goto(`${demo.address}/w/${slug}/channels`);
    const found = await page.request.get(`${demo.address}/api/v1/workspaces/${slug}/channels`);
    const { channels } = (await found.json()) as { channels: { id: string; network: string }[] };
    const channel = channels.find(({ network }) => network === 'whatsapp');
    await page.goto(`${demo.address}/w/${slug}/channels/${channel?.id}`);
    await expect(page.getByText('has no history to read')).toBeVisible();
    await takeScreenshot(page, 'whatsapp-channel-desktop-light-en');
    await page.goto(`${demo.address}/w/${slug}/networks`);
    await expect(page.getByText('instant only')).toBeVisible();
  });

  for (const look of [
    { name: 'desktop-dark-fr', locale: 'fr-FR', colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
    { name: 'phone-light-en', locale: 'en-GB', colorScheme: 'light', viewport: { width: 390, height: 844 } },
    { name: 'phone-dark-fr', locale: 'fr-FR', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
  ] as const)
    test(`the conversation and a template, ${look.name}`, async ({ browser, demo }) => {
      const other = await openAs(browser, look);
      const text = `${LATE} (${look.name})`;
      await demo.order('whatsapp', 'fanWrites', {
        kind: 'message',
        text,
        fan: look.name.replaceAll('-', ''),
        agoMs: 30 * HOUR_MS,
      });
      for (const [words, name] of [
        [PICTURE, 'whatsapp-read'],
        [text, 'whatsapp-template'],
      ] as const) {
        await expect(async () => {
          await other.goto(`${demo.address}/w/${slug}/all?sort=newest&network=whatsapp`);
          const link = row(other, name === 'whatsapp-read' ? 'une boîte neuve' : words);
          await link.first().click({ timeout: 5_000 });
        }).toPass({ timeout: 60_000 });
        await expect(other.getByRole('article').filter({ hasText: words })).toBeVisible();
        if (name === 'whatsapp-template') {
          await other.getByRole('button', { name: /Choose a template|Choisir un modèle/ }).click();
          await other.getByRole('combobox', { name: /Template|Modèle/ }).click();
          await other.getByRole('option', { name: /reponse_commande/ }).click();
          await other.getByLabel(/Value 1 of|Valeur 1 sur/).fill('MA-2048');
          expect(await other.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
            look.viewport.width,
          );
        }
        await takeScreenshot(other, `${name}-${look.name}`);
      }
      await other.context().close();
    });

  async function openAs(
    browser: Browser,
    look: { locale: string; colorScheme: 'light' | 'dark'; viewport: { width: number; height: number } },
  ) {
    const context = await browser.newContext({ ...look, storageState: await page.context().storageState() });
    return await context.newPage();
  }
});
