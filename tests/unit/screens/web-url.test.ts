import { globSync, readFileSync } from 'node:fs';
import { renderToStaticMarkup } from 'react-dom/server';
import { createElement } from 'react';
import { describe, expect, test } from 'vitest';
import { RichText } from '#components/message-text/rich-text.tsx';
import { WebLink } from '#components/ui/text/web-link.tsx';
import { webUrl } from '#components/ui/text/web-url.ts';
import { hostileAddresses } from '#tests/security/support/hostile-texts.ts';

describe('an address that came from outside', () => {
  test.each([
    'https://example.com',
    'http://example.com/a?b=c#d',
    'HTTPS://example.com/é',
    'https://xn--bcher-kva.example',
  ])('%s is linked as it is', (url) => {
    expect(webUrl(url)).toBe(url);
  });

  test.each([
    ...hostileAddresses,
    '',
    ' https://example.com',
    'https:///example.com',
    'https:\\\\example.com',
    'mailto:a@b.c',
  ])('%j is no link', (url) => {
    expect(webUrl(url)).toBeNull();
    const html = renderToStaticMarkup(WebLink({ href: url, children: 'words' }));
    expect(html).toBe('<span>words</span>');
  });

  test('in a text is a link only where it is one of the web', () => {
    const html = renderToStaticMarkup(
      createElement(RichText, {
        text: `${hostileAddresses.join(' ')} https://example.com/ok <a href="javascript:1">x</a>`,
      }),
    );
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    expect(links).toContain('https://example.com/ok');
    expect(links.filter((href) => !href?.startsWith('https://example.com'))).toEqual([]);
  });
});

describe('the components', () => {
  const sources = globSync('{app,components}/**/*.{ts,tsx}').map((path) => ({
    path,
    text: readFileSync(path, 'utf8'),
  }));

  test('open a window in one place alone, which looks at the address first', () => {
    const found = sources.filter(({ text }) => text.includes('window.open(')).map(({ path }) => path);
    expect(found).toEqual(['components/ui/text/web-url.ts']);
  });

  // The page of the API links to our own document.
  test('open a tab from an address of data in two places alone, which look at it first', () => {
    const found = sources.filter(({ text }) => text.includes('target="_blank"')).map(({ path }) => path);
    expect(found.sort()).toEqual([
      'app/w/[workspace]/settings/api/page.tsx',
      'components/item/media/attachments.tsx',
      'components/ui/text/web-link.tsx',
    ]);
  });

  test('write no HTML of their own but the one script that the policy names', () => {
    const found = sources.filter(({ text }) => /dangerouslySetInnerHTML|\.innerHTML|insertAdjacentHTML/.test(text));
    expect(found.map(({ path }) => path)).toEqual(['app/layout.tsx']);
  });
});
