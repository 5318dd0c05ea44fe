'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { Fragment, useMemo, useState } from 'react';
import { limitMarks } from '#lib/plain-text.ts';
import { RichText } from './rich-text.tsx';
import { blocksOf, foldText } from './text-parts.ts';

/** Links and names are marked in this many blocks; the rest is plain text. */
const MARKED_BLOCKS = 3;

/**
 * A received text of any length. A very long one is folded; unfolded, it is split into blocks, so that only the visible ones
 * cost layout.
 */
export function LongText({ text }: { text: string }) {
  const t = useTranslations('item');
  const format = useFormatter();
  const [isOpen, setOpen] = useState(false);
  const { first, rest } = useMemo(() => foldText(limitMarks(text)), [text]);
  if (rest === '') return <RichText text={first} />;
  return (
    <>
      {isOpen ? (
        <Blocks text={first + rest} />
      ) : (
        <>
          <RichText text={first} />
          <span aria-hidden>…</span>
        </>
      )}
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="mt-1 block min-h-7 text-sm font-medium text-accent-ink hover:underline touch:min-h-11"
      >
        {isOpen ? t('fold.less') : t('fold.all', { count: format.number(rest.length) })}
      </button>
    </>
  );
}

function Blocks({ text }: { text: string }) {
  return blocksOf(text).map((block, index) => (
    // The blocks of one text never change places.
    // oxlint-disable-next-line react/no-array-index-key
    <div key={index} dir="auto" className="[contain-intrinsic-size:auto_1100px] [content-visibility:auto]">
      {block === '' ? <br /> : index < MARKED_BLOCKS ? <RichText text={block} /> : <Fragment>{block}</Fragment>}
    </div>
  ));
}
