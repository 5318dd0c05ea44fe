import { cx } from '../cx.ts';

/**
 * Words that somebody else chose: a name, a handle, a preview, a tag. They keep their own direction, turn nothing beside
 * them around, and break where they must.
 */
export function BidiText({ children, className }: { children: string; className?: string }) {
  return (
    <bdi dir="auto" className={cx('wrap-anywhere', className)}>
      {children}
    </bdi>
  );
}
