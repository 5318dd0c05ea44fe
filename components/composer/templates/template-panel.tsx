'use client';
import { LayoutTemplate, Send } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef } from 'react';
import { useRefusalText } from '#components/composer/sending/use-refusal-text.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { useAnnounced } from '#components/ui/announcer/use-announced.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Select } from '#components/ui/overlays/select.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { ItemRow } from '#lib/items/types.ts';
import { TEMPLATE_VALUE_LIMIT } from '#lib/networks/templates.ts';
import { isolated } from '#lib/plain-text.ts';
import { TemplateText } from './template-text.tsx';
import type { TemplatesHandle } from './use-templates.ts';

type Props = { templates: TemplatesHandle; row: ItemRow; onSend: (options?: { resolve: boolean }) => void };

/** Chooses a template after the reply window has closed, fills it in and shows how it will read. */
export function TemplatePanel({ templates, row, onSend }: Props) {
  const t = useTranslations('composer.templates');
  const start = useRef<HTMLButtonElement>(null);
  const group = useRef<HTMLDivElement>(null);
  const { isOpen } = templates;
  const close = () => {
    templates.close();
    requestAnimationFrame(() => start.current?.focus());
  };
  const latestClose = useRef(close);
  useEffect(() => {
    latestClose.current = close;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.stopPropagation();
      latestClose.current();
    };
    const shown = group.current;
    shown?.addEventListener('keydown', onKey);
    return () => shown?.removeEventListener('keydown', onKey);
  }, [isOpen]);
  if (!templates.isOffered) return null;
  return (
    <div className="px-4 pb-2">
      {isOpen ? (
        <div ref={group} role="group" aria-label={t('label')}>
          <Opened templates={templates} row={row} onSend={onSend} onClose={close} />
        </div>
      ) : (
        <Button ref={start} size="small" data-instead="" onClick={templates.open} icon={<Icon of={LayoutTemplate} />}>
          {t('choose')}
        </Button>
      )}
    </div>
  );
}

function Opened({ templates, row, onSend, onClose }: Props & { onClose: () => void }) {
  const t = useTranslations('composer.templates');
  const network = useNetwork(row.network).name;
  const refusalText = useRefusalText();
  const { error, isLoading, chosen } = templates;
  const failure = error ? refusalText(error, { isPrivate: false }) : null;
  useAnnounced(failure ?? (isLoading ? t('loading') : null));
  if (isLoading)
    return (
      <p className="flex items-center gap-2 py-1 text-sm text-muted">
        <Spinner size={12} />
        {t('loading')}
      </p>
    );
  if (failure !== null || !chosen)
    return (
      <div className="flex flex-wrap items-center gap-2 py-1 text-sm">
        <p className={failure === null ? 'text-muted' : 'text-bad'}>{failure ?? t('none', { network })}</p>
        {failure === null ? null : (
          <Button size="small" onClick={templates.again}>
            {t('again')}
          </Button>
        )}
        <Button size="small" look="ghost" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    );
  return <Form templates={templates} chosen={chosen} row={row} network={network} onSend={onSend} onClose={onClose} />;
}

type FormProps = Props & {
  chosen: NonNullable<TemplatesHandle['chosen']>;
  network: string;
  onClose: () => void;
};

function Form({ templates, chosen, row, network, onSend, onClose }: FormProps) {
  const t = useTranslations('composer.templates');
  const nameOf = useName();
  const languages = useTranslations('composer.templates');
  const area = useRef<HTMLDivElement>(null);
  const selectId = useId();
  const { unfilled, values } = templates;
  const isReady = unfilled.length === 0;
  // Who opened the list goes on in it.
  useEffect(() => area.current?.querySelector<HTMLElement>('[role=combobox], button')?.focus(), []);
  return (
    <div
      ref={area}
      className="flex flex-col gap-2 pt-1 *:shrink-0 short:max-h-40 short:overflow-y-auto max-phone:max-h-[55dvh] max-phone:overflow-y-auto"
    >
      <p className="text-xs text-muted">{t('intro', { network })}</p>
      <Select
        id={selectId}
        label={t('label')}
        value={chosen.id}
        onChange={templates.choose}
        options={(templates.templates ?? []).map(({ id, name, language }) => ({
          value: id,
          label: languages('option', { name, language: language.replace('_', '-') }),
        }))}
      />
      {chosen.parameters.map(({ name, example }, at) => (
        <Field
          key={`${chosen.id} ${name}`}
          label={t('value', { n: at + 1, count: chosen.parameters.length })}
          hint={example ? t('example', { example: isolated(example) }) : undefined}
        >
          {(control) => (
            <Input
              {...control}
              dir="auto"
              autoComplete="off"
              required
              maxLength={TEMPLATE_VALUE_LIMIT}
              value={values[name] ?? ''}
              onChange={(event) => templates.fill(name, event.target.value)}
            />
          )}
        </Field>
      ))}
      <TemplateText
        label={t('preview', { name: isolated(nameOf(row.contact.name)) })}
        chosen={chosen}
        values={values}
      />
      <div className="sticky bottom-0 flex flex-wrap items-center justify-end gap-1 bg-page pt-1">
        {isReady ? null : <p className="mr-auto text-xs text-muted">{t('missing')}</p>}
        <Button size="small" look="ghost" onClick={onClose}>
          {t('close')}
        </Button>
        <Button size="small" disabled={!isReady} onClick={() => onSend({ resolve: true })}>
          {t('sendResolve')}
        </Button>
        <Button type="submit" size="small" look="primary" disabled={!isReady} icon={<Icon of={Send} size={14} />}>
          {t('send')}
        </Button>
      </div>
    </div>
  );
}
