import { z } from 'zod';
import { itemKinds, type ItemKind } from '#lib/networks/contract.ts';

export const fieldKinds = ['choice', 'text', 'tag'] as const;
export type FieldKind = (typeof fieldKinds)[number];

/** The longest name, option and value, in UTF-16 units. */
export const FIELD_NAME_LIMIT = 60;
export const FIELD_VALUE_LIMIT = 200;
export const FIELD_OPTIONS_LIMIT = 50;

/** What a workspace wants to know of an item before it is resolved. */
export type ItemFieldView = {
  id: string;
  name: string;
  kind: FieldKind;
  /** For a choice. */
  options: string[];
  /** Of which kinds of items it is asked; empty: of all. */
  itemKinds: ItemKind[];
};

/** What is known of an item. A field of kind `tag` is known by the item's tags. */
export type FieldValue = { fieldId: string; value: string };

const line = (limit: number) =>
  z
    .string()
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(1).max(limit));

export const itemFieldInput = z
  .object({
    name: line(FIELD_NAME_LIMIT),
    kind: z.enum(fieldKinds),
    options: z.array(line(FIELD_VALUE_LIMIT)).max(FIELD_OPTIONS_LIMIT).default([]),
    itemKinds: z.array(z.enum(itemKinds)).default([]),
  })
  .refine(({ kind, options }) => kind !== 'choice' || options.length > 0, { path: ['options'] })
  .transform(({ options, itemKinds: kinds, ...field }) => ({
    ...field,
    options: field.kind === 'choice' ? [...new Set(options)] : [],
    // Asked of every kind there is, also of one that is added later.
    itemKinds: new Set(kinds).size === itemKinds.length ? [] : [...new Set(kinds)],
  }));

/** Whether a field is asked of such an item. */
export const isAskedOf = ({ itemKinds: kinds }: Pick<ItemFieldView, 'itemKinds'>, kind: ItemKind): boolean =>
  kinds.length === 0 || kinds.includes(kind);
