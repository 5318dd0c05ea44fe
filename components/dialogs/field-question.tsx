'use client';
import { useTranslations } from 'next-intl';
import { type Ref, useId } from 'react';
import { Field, Input } from '#components/ui/field.tsx';
import { useTags } from '#components/inbox-state/workspace/use-tags.ts';
import { FIELD_VALUE_LIMIT, type ItemFieldView } from '#lib/items/fields/types.ts';
import { TAG_LIMIT } from '#lib/items/types.ts';

type Props = {
  field: ItemFieldView;
  value: string;
  onChange: (value: string) => void;
  /** The control that takes the focus first. */
  ref?: Ref<HTMLInputElement> | undefined;
};

/** One thing that is asked before an item is resolved. */
export function FieldQuestion(props: Props) {
  switch (props.field.kind) {
    case 'choice':
      return <Choice {...props} />;
    case 'tag':
      return <TagName {...props} />;
    case 'text':
      return <Text {...props} limit={FIELD_VALUE_LIMIT} />;
    default:
      return props.field.kind satisfies never;
  }
}

/** Radio buttons, so that the arrow keys choose and Enter goes on. */
function Choice({ field, value, onChange, ref }: Props) {
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium text-ink">{field.name}</legend>
      {field.options.map((option, index) => (
        <label key={option} className="flex min-h-7 items-center gap-2.5 text-base wrap-anywhere touch:min-h-11">
          <input
            ref={index === 0 ? ref : undefined}
            type="radio"
            name={name}
            required
            value={option}
            checked={value === option}
            onChange={() => onChange(option)}
            className="size-4 shrink-0 accent-accent touch:size-5"
          />
          {option}
        </label>
      ))}
    </fieldset>
  );
}

function TagName(props: Props) {
  const listId = useId();
  const t = useTranslations('asks.resolve');
  const tags = useTags({ search: props.value });
  return (
    <>
      <Text {...props} limit={TAG_LIMIT} hint={t('tagHint')} list={listId} />
      <datalist id={listId}>
        {tags.map(({ id, name }) => (
          <option key={id} value={name}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  );
}

type TextProps = Props & { limit: number; hint?: string; list?: string };

function Text({ field, value, onChange, ref, limit, hint, list }: TextProps) {
  return (
    <Field label={field.name} hint={hint}>
      {(control) => (
        <Input
          {...control}
          ref={ref}
          required
          list={list}
          maxLength={limit}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
