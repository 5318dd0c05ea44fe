'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { deleteFieldAction } from '#app/actions/item-fields.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyLine } from '#components/ui/empty-state.tsx';
import { Line, Lines, Section } from '#components/ui/page.tsx';
import type { ItemFieldView } from '#lib/items/fields/types.ts';
import { Confirm } from '../confirm.tsx';
import { useAct } from '../use-act.ts';
import { ItemFieldForm } from './item-field-form.tsx';

type Props = { workspace: string; fields: readonly ItemFieldView[] };

/** What is asked before items are resolved, and a form that adds or changes one. */
export function ItemFields({ workspace, fields }: Props) {
  const t = useTranslations('itemFields');
  const kindText = useTranslations('networks.kinds');
  const { act, isBusy, error } = useAct();
  const [edited, setEdited] = useState<ItemFieldView | null>(null);
  const [deleted, setDeleted] = useState<ItemFieldView | null>(null);
  const detailOf = ({ kind, options, itemKinds }: ItemFieldView) =>
    [
      kind === 'choice' ? options.join(', ') : t(`kinds.${kind}`),
      itemKinds.map((itemKind) => kindText(itemKind)).join(', '),
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <>
      {fields.length === 0 ? (
        <EmptyLine>{t('empty')}</EmptyLine>
      ) : (
        <Lines label={t('list')}>
          {fields.map((field) => (
            <Line key={field.id} title={<span className="font-medium">{field.name}</span>} detail={detailOf(field)}>
              <Button size="small" aria-label={t('editNamed', { name: field.name })} onClick={() => setEdited(field)}>
                {t('edit')}
              </Button>
              <Button
                size="small"
                look="ghost"
                aria-label={t('deleteNamed', { name: field.name })}
                onClick={() => setDeleted(field)}
              >
                {t('delete')}
              </Button>
            </Line>
          ))}
        </Lines>
      )}
      <Section title={edited ? t('editTitle', { name: edited.name }) : t('addTitle')}>
        <ItemFieldForm key={edited?.id ?? 'new'} workspace={workspace} field={edited} onDone={() => setEdited(null)} />
      </Section>
      <Confirm
        isOpen={deleted !== null}
        onOpenChange={() => setDeleted(null)}
        title={t('deleteTitle', { name: deleted?.name ?? '' })}
        text={t('deleteText')}
        action={t('delete')}
        isBusy={isBusy}
        error={error}
        onConfirm={() =>
          deleted &&
          act(
            () => deleteFieldAction(workspace, { fieldId: deleted.id }),
            () => {
              if (edited?.id === deleted.id) setEdited(null);
              setDeleted(null);
            },
          )
        }
      />
    </>
  );
}
