import type { ReactNode } from 'react';

type Props = {
  icon?: ReactNode;
  title: string;
  /** A heading where the page or pane has no other. */
  titleAs?: 'p' | 'h1' | 'h2';
  children?: ReactNode;
  action?: ReactNode;
};

/** An empty list that says why it is empty and what comes next. */
export function EmptyState({ icon, title, titleAs: Title = 'p', children, action }: Props) {
  return (
    <div className="mx-auto flex max-w-80 flex-col items-center gap-1.5 px-6 py-14 text-center text-balance">
      {icon ? <span className="mb-1 text-muted">{icon}</span> : null}
      <Title className="text-base font-semibold text-ink">{title}</Title>
      {children ? <div className="text-sm text-muted">{children}</div> : null}
      {action ? <div className="mt-3">{action}</div> : null}
    </div>
  );
}

/** The same for a small list in a page: one line. */
export function EmptyLine({ children }: { children: ReactNode }) {
  return <p className="max-w-140 text-sm text-muted">{children}</p>;
}
