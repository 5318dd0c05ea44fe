'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useChannelsApi } from '#components/channels/use-channels-api.ts';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { NetworkAppView } from '#lib/channels/connecting/types.ts';

/** Tests the app at the network and shows the result in a sentence. */
export function NetworkAppTest({ app: { network, name, isReady, canBeTested } }: { app: NetworkAppView }) {
  const t = useTranslations('settings.networks');
  const api = useChannelsApi();
  const problemText = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<{ works: boolean; text: string } | null>(null);
  if (!canBeTested) return <p className="text-muted">{t('noTest')}</p>;
  const test = async () => {
    setBusy(true);
    setAnswer(null);
    try {
      await api.testNetworkApp(network);
      setAnswer({ works: true, text: t('works', { network: name }) });
    } catch (thrown) {
      setAnswer({ works: false, text: problemText(thrown) });
    }
    setBusy(false);
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <Button isBusy={isBusy} disabled={!isReady} onClick={() => void test()}>
          {t('test')}
        </Button>
        <span className="text-muted">{t('testing', { network: name })}</span>
      </div>
      {answer ? <Notice tone={answer.works ? 'ok' : 'bad'}>{answer.text}</Notice> : null}
    </div>
  );
}
