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
  file: null,
};

describe('received attachments', () => {
  test('an attachment is loaded through our own server, and its address is only a link', () => {
    const shown = showAttachment({ ...sent, previewUrl: 'https://evil.example/small.png' }, api);
    expect(shown.source).toBe('/api/v1/workspaces/maison/media/a1');
    expect(shown.preview).toBe('/api/v1/workspaces/maison/media/a1?preview=1');
    expect(shown.link).toBe('https://evil.example/pixel.png');
  });

  test('an attachment for which the network has no preview has no preview address', () => {
    expect(showAttachment(sent, api).preview).toBeNull();
  });

  test.each(['file', 'link'] as const)('an attachment of kind %s is shown as a line and loads nothing', (kind) => {
    expect(showAttachment({ ...sent, kind }, api).source).toBeNull();
  });

  test('an attachment whose address is not http or https has no link', () => {
    expect(showAttachment({ ...sent, url: 'javascript:alert(1)' }, api).link).toBeNull();
  });

  test.each([
    ['image/gif', 'https://cdn.example/a', true],
    [null, 'https://cdn.example/a.gif?x=1', true],
    ['image/png', 'https://cdn.example/a.gif', false],
  ])('an attachment of type %s at %s is animated: %s', (mimeType, url, isAnimated) => {
    expect(showAttachment({ ...sent, mimeType, url }, api).isAnimated).toBe(isAnimated);
  });

  test('an attachment that we sent is loaded from our own storage', () => {
    expect(showAttachment({ ...sent, url: null }, api).source).toBe('/api/v1/workspaces/maison/attachments/a1');
  });
});

test("a post's media are addressed by their index, and its thumbnail is the first image", () => {
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
