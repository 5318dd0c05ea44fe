import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';
import type { State } from './state.ts';
import type { ViewportName } from './viewports.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  interface Window {
    axe?: { run: (context: ElementContext, options: RunOptions) => Promise<AxeResults> };
  }
}

/** Something wrong that was found in a state. */
export type Finding = { rule: string; impact: string; element: string; why: string };

/** The rules whose answer changes when the same page is shown in other colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * Runs every rule of axe that is on by default, with the best practices. The experimental ones are off by default and
 * stay off; nothing else is.
 * @param options.onlyColours every rule has just passed over this page in the same window, in other colours
 */
export async function runAxe(page: Page, { onlyColours }: { onlyColours: boolean }): Promise<Finding[]> {
  if (!(await page.evaluate(() => Boolean(window.axe)))) await page.evaluate(AXE);
  const options: RunOptions = { resultTypes: ['violations'], ...(onlyColours && { runOnly: COLOUR_RULES }) };
  const violations = await page.evaluate(async (given) => {
    const results = await window.axe?.run(document, given);
    return results?.violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
    }));
  }, options);
  if (!violations) throw new Error('axe did not run.');
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => ({
      rule: id,
      impact: impact ?? 'unknown',
      element: html.replaceAll(/\s+/gu, ' ').slice(0, 240),
      why: failureSummary.split('\n').slice(1).join(' ').trim().slice(0, 240),
    })),
  );
}

/** What axe does not ask: one heading of the first level, no sideways scrolling, and a focus after a key. */
export async function checkPage(page: Page, state: State, viewport: ViewportName): Promise<Finding[]> {
  // On a phone, the item's title becomes the page's heading once the page is interactive.
  await page
    .waitForFunction(
      () => [...document.querySelectorAll('h1')].filter((one) => one.checkVisibility()).length === 1,
      null,
      {
        timeout: 5_000,
      },
    )
    .catch(() => undefined); // the finding below says it
  // A window that has just been made smaller takes a moment to lay out what floats above the page.
  await page
    .waitForFunction(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth, null, {
      timeout: 5_000,
    })
    .catch(() => undefined); // the finding below says it
  const facts = await page.evaluate(() => ({
    headings: [...document.querySelectorAll('h1')].filter((one) => one.checkVisibility()).length,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    isFocusLost: document.activeElement === null || document.activeElement === document.body,
  }));
  const findings: Finding[] = [];
  const add = (rule: string, why: string) => findings.push({ rule, impact: 'serious', element: viewport, why });
  if (facts.headings !== 1) add('one-h1', `${facts.headings} headings of the first level are visible.`);
  if (facts.overflow > 0) add('no-sideways-scroll', `The page is ${facts.overflow} px wider than the window.`);
  if (state.isByKeyboard && facts.isFocusLost) add('focus-lost', 'The focus is on the body.');
  return findings;
}
