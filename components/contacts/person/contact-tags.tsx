'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { useTags } from '#components/inbox-state/workspace/use-tags.ts';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/field.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import type { ContactDetail } from '#lib/contacts/types.ts';
import { TAG_LIMIT } from '#lib/items/types.ts';
import type { ActOnContact } from '../use-contact.ts';

/** A person's tags, from the same tags as those of items. */
export function ContactTags({ contact, act }: { contact: ContactDetail; act: ActOnContact | null }) {
  const t = useTranslations('contacts');
  const contextText = useTranslations('context');
  const [name, setName] = useState('');
  const known = useTags({ search: name });
  const listId = useId();
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <ul aria-label={t('tags')} className="contents">
        {contact.tags.map((tag) => (
          <li
            key={tag.id}
            className="inline-flex h-6 max-w-full items-center rounded-[4px] bg-sunken pl-1.5 text-xs font-medium touch:h-11"
          >
            <span className="truncate pr-1.5">
              <span className="text-muted">#</span>
              <BidiText>{tag.name}</BidiText>
            </span>
            {act ? (
              <button
                type="button"
                aria-label={contextText('removeTag', { name: tag.name })}
                onClick={() => void act((api) => api.tag(contact.id, { remove: [tag.name] }))}
                className="inline-flex size-6 items-center justify-center text-muted hover:text-ink touch:size-11"
              >
                <X size={12} strokeWidth={1.5} aria-hidden />
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {act ? (
        <form
          className="flex items-center gap-1.5"
          onSubmit={(event) => {
            event.preventDefault();
            const wanted = name.trim().replace(/^#/u, '');
            if (wanted === '') return;
            void act((api) => api.tag(contact.id, { add: [wanted] })).then((isDone) =>
              isDone ? setName('') : undefined,
            );
          }}
        >
          <Input
            value={name}
            list={listId}
            maxLength={TAG_LIMIT}
            aria-label={t('addTag')}
            placeholder={t('addTag')}
            onChange={({ target }) => setName(target.value)}
            className="w-40"
          />
          <datalist id={listId}>
            {known.map((tag) => (
              <option key={tag.id} value={tag.name}>
                {tag.name}
              </option>
            ))}
          </datalist>
          <Button type="submit">{t('add')}</Button>
        </form>
      ) : null}
    </div>
  );
}
