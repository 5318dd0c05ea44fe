'use client';
import { type ComponentProps, useEffect, useRef, useState } from 'react';
import { cx } from '../cx.ts';

type Props = Omit<ComponentProps<'div'>, 'aria-label' | 'tabIndex' | 'ref'> & {
  /** The accessible name. */
  label: string;
  role?: 'group' | 'region' | 'complementary';
};

/** A part of the page that scrolls by itself. While it has more than it shows, the keyboard reaches it. */
export function ScrollArea({ label, role = 'group', className, children, ...rest }: Props) {
  const area = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = area.current;
    if (!element) return undefined;
    const measure = () => setScrolls(element.scrollHeight > element.clientHeight + 1);
    // It also calls back once at the start.
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    for (const child of element.children) resized.observe(child);
    return () => resized.disconnect();
  }, []);
  return (
    <div
      {...rest}
      ref={area}
      role={role}
      aria-label={label}
      tabIndex={scrolls ? 0 : undefined}
      className={cx('overflow-y-auto', className)}
    >
      {children}
    </div>
  );
}
