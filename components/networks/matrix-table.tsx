'use client';
import { useTranslations } from 'next-intl';
import { capabilityNames } from '#lib/channels/types.ts';
import { CellMark } from './cell-mark.tsx';
import { conditionsOf, type MatrixCell, type MatrixNetwork, type MatrixRow, matrixRows } from './matrix.ts';
import { NetworkMark } from './network-mark.tsx';
import { useConditionText } from './use-condition-text.ts';

const headClass =
  'sticky top-0 z-10 border-b border-line bg-page px-2 py-2 align-bottom text-xs font-medium text-muted';

/** A group of rows for each network, with its conditions and limits in words below. */
export function MatrixTable({ networks }: { networks: readonly MatrixNetwork[] }) {
  const t = useTranslations('networks');
  return (
    // Focusable, so that the keyboard can scroll it both ways. It scrolls by itself, so that its head stays in sight.
    <section
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={t('label')}
      className="relative min-h-96 flex-1 overflow-auto"
    >
      <table className="w-full min-w-180 border-separate border-spacing-0 text-sm">
        <caption className="sr-only">{t('label')}</caption>
        <thead>
          <tr>
            <th scope="col" className={`${headClass} left-0 z-20 pl-0 text-left`}>
              {t('kind')}
            </th>
            <th scope="col" className={`${headClass} text-left`}>
              {t('read')}
            </th>
            {capabilityNames.map((name) => (
              <th key={name} scope="col" className={`${headClass} text-center`}>
                {t(`actions.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        {networks.map((network) => (
          <NetworkRows key={network.network} network={network} />
        ))}
      </table>
    </section>
  );
}

function NetworkRows({ network }: { network: MatrixNetwork }) {
  const t = useTranslations('networks');
  const rows = matrixRows(network);
  const read = rows.filter((row) => row.read !== null);
  const missing = rows.filter((row) => row.read === null).map(({ kind }) => t(`kinds.${kind}`).toLowerCase());
  const width = capabilityNames.length + 2;
  return (
    <tbody className="group/network">
      <tr>
        <th
          scope="rowgroup"
          colSpan={width}
          className="border-t border-line pt-3 pb-1 text-left group-first-of-type/network:border-t-0"
        >
          <span className="sticky left-0 inline-flex items-center gap-2 text-base font-semibold">
            <NetworkMark network={network.network} />
            {network.name}
          </span>
        </th>
      </tr>
      {read.map((row) => (
        <KindRow key={row.kind} row={row} />
      ))}
      <tr>
        <td colSpan={width} className="pt-1 pb-3">
          <Footnotes rows={read} missing={missing} />
        </td>
      </tr>
    </tbody>
  );
}

function KindRow({ row: { kind, read, cells } }: { row: MatrixRow }) {
  const t = useTranslations('networks');
  return (
    <tr className="group/row hover:bg-hover">
      <th
        scope="row"
        className="sticky left-0 bg-page group-hover/row:bg-hover py-1 pr-2 text-left font-normal whitespace-nowrap"
      >
        {t(`kinds.${kind}`)}
      </th>
      <td className="px-2 py-1 text-muted">
        {read ? <span data-tip={t(`readTips.${read}`)}>{t(`reads.${read}`)}</span> : null}
      </td>
      {capabilityNames.map((name) => (
        <td key={name} className="px-2 py-1 text-center">
          <Cell cell={cells[name]} />
        </td>
      ))}
    </tr>
  );
}

function Cell({ cell: { is, isOwnOnly, reasons } }: { cell: MatrixCell }) {
  const t = useTranslations('networks');
  const conditionText = useConditionText();
  const words = [t(`cells.${is}`), ...(isOwnOnly ? [t('cells.own')] : []), ...reasons.map(conditionText)].join(' · ');
  return (
    <span
      data-tip={is === 'offered' && !isOwnOnly ? undefined : words}
      className="inline-flex items-center gap-1 align-middle whitespace-nowrap"
    >
      <CellMark is={is} />
      <span className="sr-only">{words}</span>
      {isOwnOnly ? (
        <span aria-hidden className="text-xs text-muted">
          {t('own')}
        </span>
      ) : null}
    </span>
  );
}

function Footnotes({ rows, missing }: { rows: readonly MatrixRow[]; missing: readonly string[] }) {
  const t = useTranslations('networks');
  const conditionText = useConditionText();
  if (rows.length === 0) return <p className="text-sm text-muted">{t('nothing')}</p>;
  const conditions = conditionsOf(rows);
  return (
    <ul className="sticky left-0 flex max-w-[min(45rem,calc(100vw-2rem))] flex-col gap-0.5 text-xs text-muted">
      {conditions.map(({ reason, kinds }) => (
        <li key={reason}>
          {t('condition', {
            where: kinds
              .map(({ kind, names }) => {
                const actions = names.map((name) => t(`actions.${name}`).toLowerCase()).join(', ');
                return t('where', { kind: t(`kinds.${kind}`), actions });
              })
              .join(', '),
            sentence: conditionText(reason),
          })}
        </li>
      ))}
      {missing.length > 0 ? <li>{t('missing', { kinds: missing.join(', ') })}</li> : null}
    </ul>
  );
}
