'use client';
import { Check, Copy, Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';

type Props = { codes: string[]; done: string; onDone: () => void };

/** The recovery codes, shown once: to copy or to keep as a file. */
export function RecoveryCodes({ codes, done, onDone }: Props) {
  const t = useTranslations('safety.recovery');
  const common = useTranslations('common');
  const [isCopied, setCopied] = useState(false);
  const text = `${codes.join('\n')}\n`;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div className="flex flex-col items-start gap-4">
      <Notice tone="warn">{t('once')}</Notice>
      <ul aria-label={t('title')} className="grid grid-cols-1 gap-x-6 gap-y-1 font-mono text-sm sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button
          onClick={() => void copy()}
          icon={isCopied ? <Check size={16} strokeWidth={1.5} /> : <Copy size={16} strokeWidth={1.5} />}
        >
          {isCopied ? common('copied') : common('copy')}
        </Button>
        <Button icon={<Download size={16} strokeWidth={1.5} />} onClick={() => saveAsFile(text)}>
          {t('download')}
        </Button>
        <Button look="primary" onClick={onDone}>
          {done}
        </Button>
      </div>
    </div>
  );
}

function saveAsFile(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'parvis-recovery-codes.txt';
  link.click();
  URL.revokeObjectURL(url);
}
