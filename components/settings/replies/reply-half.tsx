'use client';
import { Braces } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, Textarea } from '#components/ui/field.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Menu, MenuItem, MenuLabel } from '#components/ui/overlays/menu.tsx';
import { fillSignatures, firstWord } from '#lib/saved-replies/text/fill-signatures.ts';
import { builtInVariables, fillVariables } from '#lib/saved-replies/text/fill-variables.ts';
import { signatureFor } from '#lib/saved-replies/text/finish-reply.ts';
import {
  type GuardRailsView,
  type ReplyFieldView,
  type ReplyLanguage,
  SAVED_TEXT_LIMIT,
} from '#lib/saved-replies/types.ts';

type Props = {
  language: ReplyLanguage;
  text: string;
  /** The other half is written, this one is not. */
  isMissing: boolean;
  fields: readonly ReplyFieldView[];
  rails: GuardRailsView;
  brand: string;
  memberName: string;
  onChange: (text: string) => void;
};

/** One half of a saved reply: its text, a menu of variables, and how it would read. */
export function ReplyHalf(props: Props) {
  const { language, text, isMissing, fields, onChange } = props;
  const t = useTranslations('savedReplies.settings');
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (name: string) => {
    const { selectionStart: start, selectionEnd: end } = area.current ?? {
      selectionStart: text.length,
      selectionEnd: text.length,
    };
    const variable = `{{${name}}}`;
    onChange(`${text.slice(0, start)}${variable}${text.slice(end)}`);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(start + variable.length, start + variable.length);
    });
  };
  const missing = t(language === 'fr' ? 'missingFr' : 'missingEn');
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <Field
        label={t(language)}
        hint={isMissing ? <span className="text-warn">{missing}</span> : t('fallback', { example: '{{first_name|…}}' })}
      >
        {(control) => (
          <Textarea
            {...control}
            ref={area}
            lang={language}
            dir="auto"
            rows={7}
            maxLength={SAVED_TEXT_LIMIT}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
      <Menu
        trigger={
          <Button size="small" className="self-start" icon={<Icon of={Braces} size={14} />}>
            {t('variable')}
            <span className="sr-only"> ({t(language)})</span>
          </Button>
        }
      >
        {builtInVariables.map((name) => (
          <MenuItem key={name} onClick={() => insert(name)}>
            {t(`variables.${name}`)}
          </MenuItem>
        ))}
        {fields.length > 0 ? <MenuLabel>{t('own')}</MenuLabel> : null}
        {fields.map(({ id, name }) => (
          <MenuItem key={id} onClick={() => insert(name)}>
            {name}
          </MenuItem>
        ))}
      </Menu>
      <Example {...props} />
    </div>
  );
}

/** How the half reads for somebody made up. */
function Example({ language, text, fields, rails, brand, memberName }: Props) {
  const t = useTranslations('savedReplies.settings');
  if (text.trim() === '') return null;
  const contact = t('exampleContact');
  const { text: example, missing } = fillVariables(text, {
    ...Object.fromEntries(fields.map(({ name, fr, en }) => [name, language === 'fr' ? fr || en : en || fr] as const)),
    contact,
    first_name: firstWord(contact),
    handle: t('exampleHandle'),
    brand,
    post: t('examplePost'),
    post_link: t('exampleLink'),
    member: firstWord(memberName),
    signature: signatureFor(fillSignatures(rails, { brand, member: memberName }), language),
  });
  return (
    <div className="flex flex-col gap-1 border-l-2 border-line pl-3">
      <p className="text-xs font-medium text-muted">{t('preview')}</p>
      <p lang={language} dir="auto" className="text-sm wrap-anywhere whitespace-pre-wrap">
        {example}
      </p>
      {missing.length > 0 ? <p className="text-xs text-warn">{t('unfilled', { names: missing.join(', ') })}</p> : null}
    </div>
  );
}
