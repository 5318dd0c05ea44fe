import type { ReactNode } from 'react';
import { webUrl } from './web-url.ts';

type Props = {
  /** An address from a network, a member or a message. */
  href: string | null | undefined;
  className?: string;
  'aria-label'?: string;
  'data-tip'?: string | undefined;
  children: ReactNode;
};

/** A link to an address that is not ours. If it is not a web address, only the text is shown. */
export function WebLink({ href, children, ...rest }: Props) {
  const address = webUrl(href);
  if (address === null) return <span className={rest.className}>{children}</span>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow" {...rest}>
      {children}
    </a>
  );
}
