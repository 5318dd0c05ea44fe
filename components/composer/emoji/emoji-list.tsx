'use client';
import { useTranslations } from 'next-intl';
import { cx } from '#components/ui/cx.ts';
import type { Emoji } from './find-emoji.ts';

type Props = { id: string; found: readonly Emoji[]; active: number; onTake: (emoji: Emoji) => void };

/** The suggestions above the text. The focus stays in the text. */
export function EmojiList({ id, found, active, onTake }: Props) {
  const t = useTranslations('composer');
  if (found.length === 0) return null;
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t('emoji')}
      className="absolute bottom-full left-3 z-10 mb-1 max-w-[calc(100%-1.5rem)] min-w-56 rounded-sheet bg-raised p-1 shadow-float short:static short:mx-3 short:mt-1 short:max-h-24 short:overflow-y-auto"
    >
      {found.map((emoji, index) => (
        <div
          key={emoji.unicode}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(emoji);
          }}
          className={cx(
            'flex h-8 items-center gap-2.5 rounded-control px-2 text-sm touch:h-11',
            index === active && 'chosen',
          )}
        >
          <span className="text-lg leading-none">{emoji.unicode}</span>
          <span className="truncate">{emoji.label}</span>
        </div>
      ))}
    </div>
  );
}
