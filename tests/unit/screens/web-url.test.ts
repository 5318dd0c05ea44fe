import { globSync, readFileSync } from 'node:fs';
import { renderToStaticMarkup } from 'react-dom/server';
import { createElement } from 'react';
import { describe, expect, test } from 'vitest';
import { RichText } from '#components/message-text/rich-text.tsx';
import { WebLink } from '#components/ui/text/web-link.tsx';
import { webUrl } from '#components/ui/text/web-url.ts';
import { hostileAddresses } from '#tests/security/support/hostile-texts.ts';

describe('addresses from outside', () => {
  test.each([
    'https://example.com',
    'http://example.com/a?b=c#d',
    'HTTPS://example.com/é',
    'https://xn--bcher-kva.example',
  ])('%s becomes a link', (url) => {
    expect(webUrl(url)).toBe(url);
  });

  test.each([
    ...hostileAddresses,
    '',
    ' https://example.com',
    'https:///example.com',
    'https:\\\\example.com',
    'mailto:a@b.c',
  ])('%j does not become a link', (url) => {
    expect(webUrl(url)).toBeNull();
    const html = renderToStaticMarkup(WebLink({ href: url, children: 'words' }));
    expect(html).toBe('<span>words</span>');
  });

  test('only web addresses in a message become links', () => {
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

  test('only one component opens windows, after checking the address', () => {
    const found = sources.filter(({ text }) => text.includes('window.open(')).map(({ path }) => path);
    expect(found).toEqual(['components/ui/text/web-url.ts']);
  });

  // The page of the API links to our own document, and the files of notes are ours.
  test('only four files open a new tab, after checking the address', () => {
    const found = sources.filter(({ text }) => text.includes('target="_blank"')).map(({ path }) => path);
    expect(found.sort()).toEqual([
      'app/w/[workspace]/settings/api/page.tsx',
      'components/item/media/attachments.tsx',
      'components/item/thread/note-files.tsx',
      'components/ui/text/web-link.tsx',
    ]);
  });

  test('only the root layout writes HTML of its own', () => {
    const found = sources.filter(({ text }) => /dangerouslySetInnerHTML|\.innerHTML|insertAdjacentHTML/.test(text));
    expect(found.map(({ path }) => path)).toEqual(['app/layout.tsx']);
  });
});
