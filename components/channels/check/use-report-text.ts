import { useTranslations } from 'next-intl';
import type { ChannelCheckView } from '#lib/channels/check/types.ts';
import type { ChannelView } from '#lib/channels/types.ts';
import { useFactText } from './use-fact-text.ts';
import { useTextsOfLine } from './use-line-texts.ts';
import { useTrialText } from './use-trial-text.ts';

/**
 * The result of a check as text, for a bug report. It names neither the account nor the workspace, and the network's words were
 * stored without secrets.
 */
export function useReportText(channel: ChannelView): (view: ChannelCheckView) => string {
  const t = useTranslations('channelCheck');
  const textsOf = useTextsOfLine(channel);
  const factText = useFactText(channel.network);
  const trialText = useTrialText();
  return ({ check, trial, facts }) => {
    const lines = (check?.lines ?? []).map((line) => {
      const { title, name, sentences } = textsOf(line);
      const head = `[${t(`outcomes.${line.outcome ?? 'waiting'}`)}] ${[title, name].filter(Boolean).join(' ')}`;
      return [head, ...sentences.map((sentence) => `  ${sentence}`)].join('\n');
    });
    const found = facts.map(({ name, found: value }) => `- ${factText(name)}: ${value ?? t('facts.open')}`);
    return [
      t('report.heading', { network: channel.networkName, when: check?.finishedAt ?? '' }),
      ...lines,
      ...(trial?.arrival ? [t('report.trial', { text: trialText(trial.arrival) })] : []),
      ...(found.length > 0 ? [t('report.facts'), ...found] : []),
      '',
    ].join('\n');
  };
}
