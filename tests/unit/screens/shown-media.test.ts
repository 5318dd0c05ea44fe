import { describe, expect, test } from 'vitest';
import { workspaceApi } from '#components/api/client.ts';
import { showAttachment, showPostMedia, thumbnailOf } from '#components/item/media/shown-media.ts';
import type { AttachmentView } from '#lib/items/types.ts';

const api = workspaceApi('maison');
const sent: AttachmentView = {
  id: 'a1',
  kind: 'image',
  url: 'https://evil.example/pixel.png',
  previewUrl: null,
  altText: '',
  mimeType: null,
  title: null,
  width: null,
  height: null,
};

describe('what somebody sent', () => {
  test('is loaded from our own door, and its address is only ever a link', () => {
    const shown = showAttachment({ ...sent, previewUrl: 'https://evil.example/small.png' }, api);
    expect(shown.source).toBe('/api/v1/workspaces/maison/media/a1');
    expect(shown.preview).toBe('/api/v1/workspaces/maison/media/a1?preview=1');
    expect(shown.link).toBe('https://evil.example/pixel.png');
  });

  test('has no preview to ask for where the network gives none', () => {
    expect(showAttachment(sent, api).preview).toBeNull();
  });

  test.each(['file', 'link'] as const)('as a %s is a line and loads nothing', (kind) => {
    expect(showAttachment({ ...sent, kind }, api).source).toBeNull();
  });

  test('under an address that is not of the web is not followed', () => {
    expect(showAttachment({ ...sent, url: 'javascript:alert(1)' }, api).link).toBeNull();
  });

  test.each([
    ['image/gif', 'https://cdn.example/a', true],
    [null, 'https://cdn.example/a.gif?x=1', true],
    ['image/png', 'https://cdn.example/a.gif', false],
  ])('of type %s at %s moves: %s', (mimeType, url, isAnimated) => {
    expect(showAttachment({ ...sent, mimeType, url }, api).isAnimated).toBe(isAnimated);
  });

  test('from here has no address elsewhere', () => {
    expect(showAttachment({ ...sent, url: null }, api).source).toBe('/api/v1/workspaces/maison/attachments/a1');
  });
});

test("a post's media come by their place in it; a film without a still is no thumbnail", () => {
  const shown = showPostMedia(
    {
      id: 'p1',
      attachments: [
        { kind: 'video', url: 'https://cdn.example/film.mp4' },
        { kind: 'image', url: 'https://cdn.example/one.jpg' },
      ],
    },
    api,
  );
  expect(shown.map(({ source }) => source)).toEqual([
    '/api/v1/workspaces/maison/posts/p1/media/0',
    '/api/v1/workspaces/maison/posts/p1/media/1',
  ]);
  expect(thumbnailOf(shown)).toBe('/api/v1/workspaces/maison/posts/p1/media/1');
});
