'use client';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useAnnounced } from '#components/ui/announcer/use-announced.ts';
import { announce } from '#components/ui/announcer/announce.ts';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { isStop } from '#lib/saved-replies/types.ts';
import { OverrideForm } from './override-form.tsx';
import { useFindingText } from './use-finding-text.ts';
import type { ComposerState } from '../use-composer.ts';
import type { SlashHandle } from './use-slash.ts';

type Props = {
  composer: ComposerState;
  inserted: SlashHandle['inserted'];
  /** Sends a stopped reply with a reason. */
  onOverride: (reason: string) => void;
};

/** What the brand's guard-rails say of the text, and what will be done to it when it is sent. */
export function GuardRailLines({ composer, inserted, onOverride }: Props) {
  const t = useTranslations('savedReplies');
  const textOf = useFindingText();
  const { guard, setText } = composer;
  const { findings, rails, fixed, signature } = guard;
  const stops = findings.filter(isStop).map(textOf);
  useAnnounced(stops.length > 0 ? stops.join(' ') : null);
  if (composer.isNote || composer.blocked) return null;
  return (
    <div className="flex flex-col items-start gap-1 px-4 pb-1 text-sm empty:hidden">
      {inserted?.isOtherLanguage ? (
        <p className="text-warn">{t('inserted.other', { language: inserted.language, title: inserted.title })}</p>
      ) : null}
      {findings.map((finding) => (
        <p
          key={finding.kind}
          className={cx(
            'flex items-start gap-1.5 wrap-anywhere',
            isStop(finding) ? 'font-medium text-bad' : 'text-warn',
          )}
        >
          <Icon of={TriangleAlert} size={14} className="mt-0.5 shrink-0" />
          <span>{textOf(finding)}</span>
        </p>
      ))}
      {stops.length > 0 && guard.canOverride && composer.canSend ? <OverrideForm onSend={onOverride} /> : null}
      {signature ? <p className="text-xs text-muted">{t('rails.signature', { signature })}</p> : null}
      {fixed === null ? null : (
        <span className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
          {rails.fixesTypography ? t('rails.typographyOnSend') : null}
          <Button
            size="small"
            look="ghost"
            className="-ml-2.5"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              setText(fixed);
              announce(t('rails.fixed'));
            }}
          >
            {t('rails.fix')}
          </Button>
        </span>
      )}
    </div>
  );
}
