import type { ReactNode } from 'react';
import { webUrl } from './web-url.ts';

type Props = {
  /** As a network, a member or a message gives it. */
  href: string | null | undefined;
  className?: string;
  'aria-label'?: string;
  'data-tip'?: string | undefined;
  children: ReactNode;
};

/** The one way to an address that is not ours: a link where it is one of the web, the bare words where it is not. */
export function WebLink({ href, children, ...rest }: Props) {
  const address = webUrl(href);
  if (address === null) return <span className={rest.className}>{children}</span>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow" {...rest}>
      {children}
    </a>
  );
}
