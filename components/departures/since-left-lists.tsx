'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { type SinceLeftPart, sinceLeftParts } from '#components/inbox-state/workspace/use-since-left.ts';
import { Section } from '#components/ui/page.tsx';
import type { SinceLeft } from '#lib/items/departures/types.ts';
import { ChangedRow, DueRow, PromisedRow } from './since-left-rows.tsx';

/** What changed, what is due, what was promised: each a list of rows, all of them one stop for Tab. */
export function SinceLeftLists({ since }: { since: SinceLeft }) {
  const { changed, due, promised } = since;
  const [first] = [...changed.lines, ...due.lines, ...promised.lines];
  const rows: Record<SinceLeftPart, ReactNode[]> = {
    changed: changed.lines.map((line) => <ChangedRow key={line.item.id} line={line} isStop={line === first} />),
    due: due.lines.map((line) => <DueRow key={line.item.id} line={line} isStop={line === first} />),
    promised: promised.lines.map((line) => <PromisedRow key={line.item.id} line={line} isStop={line === first} />),
  };
  return sinceLeftParts.map((part) => <Part key={part} part={part} total={since[part].total} rows={rows[part]} />);
}

function Part({ part, total, rows }: { part: SinceLeftPart; total: number; rows: ReactNode[] }) {
  const t = useTranslations('sinceLeft');
  if (rows.length === 0) return null;
  const title = t(part, { count: total });
  const rest = total - rows.length;
  return (
    <Section title={title}>
      <ul aria-label={title} className="divide-y divide-line border-y border-line">
        {rows}
      </ul>
      {rest > 0 ? <p className="exact text-sm text-muted">{t('rest', { count: rest })}</p> : null}
    </Section>
  );
}
