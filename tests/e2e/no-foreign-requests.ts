import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';

/** The requests to other sites that pages made or that their policy blocked. */
const foreignRequests: string[] = [];

/** A fixture of every run: fails it when a page loads anything from another site. */
export async function noForeignRequests(
  { browser }: { browser: Browser },
  provide: (nothing: undefined) => Promise<void>,
): Promise<void> {
  watchOrigins(browser);
  await provide(undefined);
  expect(foreignRequests).toEqual([]);
}

/**
 * Watches every page of a browser for requests to another origin: pictures and videos of the networks are served by us.
 * Following a link is not such a request.
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
    if (from.protocol.startsWith('http') && to.origin !== from.origin)
      foreignRequests.push(`${from.href} loads ${to.href}`);
  });
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) foreignRequests.push(message.text());
  });
}
