'use client';
import type { ItemContent } from '#components/inbox-state/items/item-content.ts';
import { useItemFields } from '#components/inbox-state/workspace/use-item-fields.ts';

/** What is known of an item of what the workspace asks before it is resolved. */
export function KnownFields({ values }: { values: ItemContent['fields'] }) {
  const fields = useItemFields();
  const known = fields.flatMap(({ id, name }) => {
    const value = values.find(({ fieldId }) => fieldId === id)?.value;
    return value === undefined ? [] : [{ id, name, value }];
  });
  return (
    <dl className="flex flex-col gap-1 text-sm">
      {known.map(({ id, name, value }) => (
        <div key={id} className="flex gap-2 wrap-anywhere">
          <dt className="shrink-0 text-muted">{name}</dt>
          <dd dir="auto" className="min-w-0">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
