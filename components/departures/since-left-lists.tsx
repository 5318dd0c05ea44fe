'use client';
import { useTranslations } from 'next-intl';
import { Section } from '#components/ui/page.tsx';
import type { SinceLeft } from '#lib/items/departures/types.ts';
import { ChangedRow, DueRow, PromisedRow } from './since-left-rows.tsx';

/** What changed, what is due, what was promised: each a list of rows, all of them one stop for Tab. */
export function SinceLeftLists({ since: { changed, due, promised } }: { since: SinceLeft }) {
  const t = useTranslations('sinceLeft');
  const [first] = [...changed.lines, ...due.lines, ...promised.lines];
  return (
    <>
      {changed.lines.length > 0 ? (
        <Section title={t('changed', { count: changed.total })}>
          <List label={t('changed', { count: changed.total })} rest={changed.total - changed.lines.length}>
            {changed.lines.map((line) => (
              <ChangedRow key={line.item.id} line={line} isStop={line === first} />
            ))}
          </List>
        </Section>
      ) : null}
      {due.lines.length > 0 ? (
        <Section title={t('due', { count: due.total })}>
          <List label={t('due', { count: due.total })} rest={due.total - due.lines.length}>
            {due.lines.map((line) => (
              <DueRow key={line.item.id} line={line} isStop={line === first} />
            ))}
          </List>
        </Section>
      ) : null}
      {promised.lines.length > 0 ? (
        <Section title={t('promised', { count: promised.total })}>
          <List label={t('promised', { count: promised.total })} rest={promised.total - promised.lines.length}>
            {promised.lines.map((line) => (
              <PromisedRow key={line.item.id} line={line} isStop={line === first} />
            ))}
          </List>
        </Section>
      ) : null}
    </>
  );
}

function List({ label, rest, children }: { label: string; rest: number; children: React.ReactNode }) {
  const t = useTranslations('sinceLeft');
  return (
    <>
      <ul aria-label={label} className="divide-y divide-line border-y border-line">
        {children}
      </ul>
      {rest > 0 ? <p className="exact text-sm text-muted">{t('rest', { count: rest })}</p> : null}
    </>
  );
}
