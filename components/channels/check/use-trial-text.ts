import { useTranslations } from 'next-intl';
import { useDurationText } from '#components/ui/text/timestamp.tsx';
import type { TrialView } from '#lib/channels/check/types.ts';

/** Below this, a network's clock and ours can't be told apart, in milliseconds. */
const AT_ONCE_MS = 1_000;

/** What a trial has shown, in a sentence. */
export function useTrialText(): (arrival: NonNullable<TrialView['arrival']>) => string {
  const t = useTranslations('channelCheck.trial');
  const durationText = useDurationText();
  return ({ at, writtenAt, way, itemKind }) => {
    const ms = Date.parse(at) - Date.parse(writtenAt);
    const words = { what: t(`what.${itemKind}`), way: t(`ways.${way}`) };
    return ms < AT_ONCE_MS ? t('atOnce', words) : t('arrived', { ...words, span: durationText(ms) });
  };
}
