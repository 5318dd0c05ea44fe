import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';

/** What pages asked for elsewhere, or would have had their policy let them. */
const asked: string[] = [];

/** A fixture of every run: a page that loads anything from elsewhere fails it. */
export async function staysAtHome(
  { browser }: { browser: Browser },
  goOn: (nothing: undefined) => Promise<void>,
): Promise<void> {
  watchOrigins(browser);
  await goOn(undefined);
  expect(asked).toEqual([]);
}

/**
 * Watches every page of a browser for anything it loads from another origin than its own: pictures and films of the
 * networks come through our own door. Links that are followed are no loads.
 */
function watchOrigins(browser: Browser): void {
  const watch = (context: BrowserContext) => context.on('page', watchPage);
  browser.contexts().forEach(watch);
  browser.on('context', watch);
}

function watchPage(page: Page): void {
  page.on('request', (request) => {
    if (request.isNavigationRequest()) return;
    const [from, to] = [new URL(request.frame().url()), new URL(request.url())];
    if (from.protocol.startsWith('http') && to.origin !== from.origin) asked.push(`${from.href} loads ${to.href}`);
  });
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) asked.push(message.text());
  });
}
