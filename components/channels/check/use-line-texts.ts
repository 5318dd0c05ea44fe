import { useFormatter, useTranslations } from 'next-intl';
import { useReasonText } from '#components/allowed-actions/use-reason-text.ts';
import type { CheckLineView } from '#lib/channels/check/types.ts';
import type { ChannelView } from '#lib/channels/types.ts';
import { useQuotaText } from '../detail/use-quota-text.ts';
import { useMoney } from '../use-money.ts';

export type LineTexts = {
  title: string;
  /** The network's name of it, to be found in its documents; null where the title says all. */
  name: string | null;
  /** Which items depend on it; empty where none does. */
  kinds: string;
  /** What was found: numbers, why, the network's own words, what to do. */
  sentences: string[];
};

/** The words of one line of a check. */
export function useLineTexts(channel: ChannelView, line: CheckLineView): LineTexts {
  return useTextsOfLine(channel)(line);
}

export function useTextsOfLine(channel: ChannelView): (line: CheckLineView) => LineTexts {
  const t = useTranslations('channelCheck');
  const channelText = useTranslations('channels');
  const kindText = useTranslations('networks.kinds');
  const format = useFormatter();
  const reasonText = useReasonText();
  const quotaText = useQuotaText(channel.network);
  const money = useMoney();
  const network = channel.networkName;

  const numbersOf = ({ kind, needed, available, channels }: CheckLineView): string[] => {
    if (needed === null || available === null) return [];
    if (kind === 'budget') return [t('budgetNumbers', { needed: money(needed), available: money(available) })];
    if (channels === null) return [t('quotaOwn', { needed, available })];
    return [t('quotaShared', { channels, needed, available })];
  };
  const whyOf = ({ kind, outcome, reason, detail }: CheckLineView): string[] => {
    if (reason === null) return [];
    const key = `reasons.${reason}` as Parameters<typeof t.has>[0]; // checked by `has`
    const isOurs = t.has(key);
    const why = isOurs ? t(key, { network } as never) : reasonText({ reason, detail: null }); // `reasons` take no other value
    const todo = `todo.${kind}` as Parameters<typeof t.has>[0]; // likewise
    const isTodo = outcome === 'failed' && !isOurs && t.has(todo);
    return [
      why,
      ...(detail ? [kind === 'webhook' ? detail : channelText('networkSays', { detail })] : []),
      ...(isTodo ? [t(todo, { network } as never)] : []), // `todo` takes no other value
    ];
  };
  return (line) => ({
    title: line.kind === 'quota' ? `${t('kinds.quota')} · ${quotaText(line.name)}` : t(`kinds.${line.kind}`),
    name: line.kind === 'scope' || line.kind === 'read' || line.kind === 'event' ? line.name : null,
    kinds:
      line.itemKinds.length > 0
        ? t('forKinds', { kinds: format.list(line.itemKinds.map((kind) => kindText(kind).toLowerCase())) })
        : '',
    sentences: [...numbersOf(line), ...whyOf(line)],
  });
}
