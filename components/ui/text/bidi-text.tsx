import { cx } from '../cx.ts';
import { KeptText } from './kept-text.tsx';

/**
 * A text that we did not write: a name, a handle, a preview, a tag. It keeps its own writing direction without changing the
 * order of what stands beside it, and long words break.
 * @param lang the text's language as a BCP 47 tag, `''` where it is not known; left out for names, which a screen reader reads
 *   in its reader's voice
 */
export function BidiText({
  children,
  className,
  lang,
}: {
  children: string;
  className?: string;
  lang?: string | undefined;
}) {
  return (
    <bdi dir="auto" lang={lang} className={cx('wrap-anywhere', className)}>
      <KeptText text={children} />
    </bdi>
  );
}
