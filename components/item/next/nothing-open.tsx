'use client';
import { useTranslations } from 'next-intl';
import { Kbd } from '#components/ui/kbd.tsx';
import { latePart } from '#components/ui/preload/late-part.tsx';
import { useMediaQuery } from '#components/ui/use-media-query.ts';

// Read after the list has been painted. On a phone, nothing stands beside the list.
const NextItems = latePart(async () => (await import('./next-items.tsx')).NextItems);

const hints = [
  ['j k', 'hintWalk'],
  ['↵', 'hintOpen'],
  ['?', 'hintKeys'],
] as const;

/** The item pane while no item is open: what waits most urgently, and the keys. */
export function NothingOpen() {
  const t = useTranslations('item');
  const isBesideList = useMediaQuery('(min-width: 760px)');
  return (
    <div className="flex h-full flex-col overflow-y-auto px-6 py-8">
      <div className="m-auto flex w-full max-w-120 flex-col gap-6">
        <h2 className="text-base font-semibold">{t('nothingOpen')}</h2>
        {isBesideList ? <NextItems /> : null}
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted coarse:hidden">
          {hints.map(([keys, text]) => (
            <span key={text} className="inline-flex items-center gap-1.5">
              <Kbd keys={keys} /> {t(text)}
            </span>
          ))}
        </p>
      </div>
    </div>
  );
}
