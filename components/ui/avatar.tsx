'use client';
import { useState } from 'react';
import { cx } from './cx.ts';
import { onFailedImage } from './on-failed-image.ts';

const hues = [22, 58, 104, 152, 196, 232, 268, 312, 342];

function hueOf(name: string): number {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return hues[sum % hues.length] ?? 232;
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => [...(word ?? '')].find((character) => /[\p{L}\p{N}]/u.test(character)) ?? '')
    .join('')
    .toUpperCase();
}

type Props = { name: string; url?: string | null; size?: number; className?: string };

/** A person's picture, or initials on a colour made from the name. Decorative: the name is shown beside it. */
export function Avatar({ name, url, size = 36, className }: Props) {
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  const box = { width: size, height: size };
  if (url && url !== failedUrl) {
    return (
      <img
        src={url}
        alt=""
        width={size}
        height={size}
        loading="lazy"
        decoding="async"
        referrerPolicy="no-referrer"
        ref={onFailedImage(() => setFailedUrl(url))}
        onError={() => setFailedUrl(url)}
        style={box}
        className={cx('shrink-0 rounded-full bg-sunken object-cover', className)}
      />
    );
  }
  const hue = hueOf(name);
  return (
    <span
      aria-hidden
      style={{
        ...box,
        fontSize: Math.max(9, Math.round(size * 0.36)),
        background: `light-dark(oklch(0.91 0.045 ${hue}), oklch(0.33 0.05 ${hue}))`,
        color: `light-dark(oklch(0.38 0.09 ${hue}), oklch(0.88 0.06 ${hue}))`,
      }}
      className={cx(
        'outlined-surface inline-flex shrink-0 items-center justify-center rounded-full leading-none font-semibold select-none',
        className,
      )}
    >
      {initialsOf(name)}
    </span>
  );
}
