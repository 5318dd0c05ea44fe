'use client';
import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import type { CheckLineView, CheckOutcome } from '#lib/channels/check/types.ts';
import type { ChannelView } from '#lib/channels/types.ts';
import { useLineTexts } from './use-line-texts.ts';

const tones: Record<CheckOutcome, Tone> = { passed: 'ok', failed: 'bad', unknown: 'neutral' };
/** What needs somebody first; within that, in the order of the check. */
const ranks: Record<CheckOutcome | 'waiting', number> = { failed: 0, waiting: 1, unknown: 2, passed: 3 };

/** The lines of a check: passed, failed with the network's own words and what to do, or can't be told. */
export function CheckLines({ channel, lines }: { channel: ChannelView; lines: readonly CheckLineView[] }) {
  const t = useTranslations('channelCheck');
  const isRunning = lines.some(({ outcome }) => outcome === null);
  const shown = lines.map((line, position) => ({ line, position }));
  // While they come, lines keep their places: nothing moves under the reader's eyes.
  const ordered = isRunning
    ? shown
    : shown.toSorted((one, other) => ranks[one.line.outcome ?? 'waiting'] - ranks[other.line.outcome ?? 'waiting']);
  return (
    <Lines label={t('lines')}>
      {ordered.map(({ line, position }) => (
        <CheckLine key={position} channel={channel} line={line} />
      ))}
    </Lines>
  );
}

function CheckLine({ channel, line }: { channel: ChannelView; line: CheckLineView }) {
  const t = useTranslations('channelCheck');
  const { title, name, kinds, sentences } = useLineTexts(channel, line);
  return (
    <Line
      title={
        <>
          {title}
          {name ? (
            <>
              {' '}
              <code translate="no" className="text-sm">
                {name}
              </code>
            </>
          ) : null}
        </>
      }
      detail={
        <>
          {kinds}
          {sentences.map((sentence) => (
            <span key={sentence} dir="auto" className="block">
              {sentence}
            </span>
          ))}
        </>
      }
    >
      <Badge tone={line.outcome ? tones[line.outcome] : 'neutral'}>{t(`outcomes.${line.outcome ?? 'waiting'}`)}</Badge>
    </Line>
  );
}
