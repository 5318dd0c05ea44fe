import { cx } from '../cx.ts';
import { KeptText } from './kept-text.tsx';

/**
 * A text that we did not write: a name, a handle, a preview, a tag. It keeps its own writing direction without changing the
 * order of what stands beside it, and long words break.
 */
export function BidiText({ children, className }: { children: string; className?: string }) {
  return (
    <bdi dir="auto" className={cx('wrap-anywhere', className)}>
      <KeptText text={children} />
    </bdi>
  );
}
