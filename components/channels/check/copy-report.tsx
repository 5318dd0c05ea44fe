'use client';
import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import type { ChannelCheckView } from '#lib/channels/check/types.ts';
import type { ChannelView } from '#lib/channels/types.ts';
import { useReportText } from './use-report-text.ts';

/** Copies the result of a check as text, for a bug report. */
export function CopyReport({ channel, view }: { channel: ChannelView; view: ChannelCheckView }) {
  const t = useTranslations('channelCheck');
  const common = useTranslations('common');
  const report = useReportText(channel);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(report(view));
    setCopied(true);
  };
  return (
    <Button icon={<Icon of={isCopied ? Check : Copy} />} onClick={() => void copy()}>
      {isCopied ? common('copied') : t('copy')}
    </Button>
  );
}
