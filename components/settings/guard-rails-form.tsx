'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { editGuardRailsAction } from '#app/actions/saved-replies.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input, Textarea } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { type Address, type GuardRailsView, SIGNATURE_LIMIT, TONE_LIMIT } from '#lib/saved-replies/types.ts';
import { useAct } from './use-act.ts';

/** The words of a field with one a line. */
const wordsOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What the brand demands of every reply. */
export function GuardRailsForm({ workspace, rails }: { workspace: string; rails: GuardRailsView }) {
  const t = useTranslations('savedReplies.guard');
  const common = useTranslations('common');
  const { act, isBusy, error } = useAct();
  const [isSaved, setSaved] = useState(false);
  const [given, setGiven] = useState({
    ...rails,
    bannedWords: rails.bannedWords.join('\n'),
    requiredWords: rails.requiredWords.join('\n'),
  });
  const change = (part: Partial<typeof given>) => {
    setSaved(false);
    setGiven((before) => ({ ...before, ...part }));
  };
  const addresses: { value: Address | 'none'; label: string }[] = [
    { value: 'none', label: t('none') },
    { value: 'vous', label: t('vous') },
    { value: 'tu', label: t('tu') },
  ];
  const area = (key: 'tone' | 'bannedWords' | 'requiredWords', maxLength?: number) => (
    <Field label={t(labels[key])} hint={t(hints[key])}>
      {(control) => (
        <Textarea
          {...control}
          dir="auto"
          rows={4}
          {...(maxLength === undefined ? {} : { maxLength })}
          value={given[key]}
          onChange={(event) => change({ [key]: event.target.value })}
        />
      )}
    </Field>
  );
  const signature = (key: 'signatureFr' | 'signatureEn') => (
    <SignatureField
      label={t(key)}
      hint={t('signatureHint', { member: '{{member}}', brand: '{{brand}}' })}
      value={given[key]}
      onChange={(value) => change({ [key]: value })}
    />
  );
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        act(
          () =>
            editGuardRailsAction(workspace, {
              ...given,
              bannedWords: wordsOf(given.bannedWords),
              requiredWords: wordsOf(given.requiredWords),
            }),
          () => setSaved(true),
        );
      }}
    >
      <Lines>
        <Line title={t('address')} detail={t('addressHint')}>
          <div className="w-40">
            <Select
              label={t('address')}
              value={given.address ?? 'none'}
              onChange={(next) => change({ address: next === 'none' ? null : next })}
              options={addresses}
            />
          </div>
        </Line>
        {switches.map(({ key, title, detail }) => (
          <Line key={key} title={t(title)} detail={t(detail)}>
            <Switch label={t(title)} isOn={given[key]} onChange={(isOn) => change({ [key]: isOn })} />
          </Line>
        ))}
      </Lines>
      {area('tone', TONE_LIMIT)}
      <div className="grid gap-5 md:grid-cols-2">
        {area('bannedWords')}
        {area('requiredWords')}
        {signature('signatureFr')}
        {signature('signatureEn')}
      </div>
      {error ? <Notice tone="bad">{error}</Notice> : null}
      <div className="flex items-center gap-3">
        <Button type="submit" look="primary" isBusy={isBusy}>
          {common('save')}
        </Button>
        <output className="text-sm text-muted">{isSaved ? t('saved') : ''}</output>
      </div>
    </form>
  );
}

type SignatureProps = { label: string; hint: string; value: string; onChange: (value: string) => void };

function SignatureField({ label, hint, value, onChange }: SignatureProps) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <Input
          {...control}
          maxLength={SIGNATURE_LIMIT}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

const switches = [
  { key: 'fixesTypography', title: 'typography', detail: 'typographyHint' },
  { key: 'onlyOwnerSends', title: 'onlyOwner', detail: 'onlyOwnerHint' },
  { key: 'mayOverride', title: 'override', detail: 'overrideHint' },
] as const;
const labels = { tone: 'tone', bannedWords: 'banned', requiredWords: 'required' } as const;
const hints = { tone: 'toneHint', bannedWords: 'bannedHint', requiredWords: 'requiredHint' } as const;
