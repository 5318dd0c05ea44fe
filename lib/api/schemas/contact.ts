import { z } from 'zod';
import {
  type ContactDetail,
  type ContactNoteView,
  type ContactRow,
  evidences,
  fieldKinds,
  type FieldView,
  type JoinView,
  type ProfileView,
  type SuggestionView,
} from '#lib/contacts/types.ts';
import { count, id, moment, name, ref } from './fields.ts';

const profile = name(
  'Profile',
  z.object({
    id,
    contactId: id.describe('The contact that it belongs to, also while that is joined to others'),
    network: z.string(),
    handle: z.string(),
    name: z.string(),
    avatarUrl: z.string().nullable(),
    profileUrl: z.string().nullable(),
  }) satisfies z.ZodType<ProfileView>,
);

export const contactRow = name(
  'ContactRow',
  z.object({
    id,
    name: z.string(),
    avatarUrl: z.string().nullable(),
    isVip: z.boolean(),
    isBlocked: z.boolean(),
    profiles: z.array(profile),
    tags: z.array(ref),
    lastActivityAt: moment.nullable(),
  }) satisfies z.ZodType<ContactRow>,
);

const evidence = z.array(z.enum(evidences));

export const suggestion = contactRow.extend({ evidence }) satisfies z.ZodType<SuggestionView>;

const join = name(
  'ContactJoin',
  z.object({
    id,
    between: z.array(z.object({ contactId: id, network: z.string(), handle: z.string(), name: z.string() })),
    evidence,
    by: ref,
    at: moment,
    separatedBy: ref.nullable(),
    separatedAt: moment.nullable(),
  }) satisfies z.ZodType<JoinView>,
);

export const contactField = name(
  'ContactField',
  z.object({
    id,
    name: z.string(),
    kind: z.enum(fieldKinds),
    choices: z.array(z.string()),
  }) satisfies z.ZodType<FieldView>,
);

const note = z.object({ id, text: z.string(), member: ref, createdAt: moment }) satisfies z.ZodType<ContactNoteView>;

export const contactDetail = name(
  'ContactDetail',
  z.object({
    id,
    name: z.string(),
    avatarUrl: z.string().nullable(),
    isVip: z.boolean(),
    profiles: z.array(profile),
    tags: z.array(ref),
    notes: z.array(note),
    fields: z.array(contactField.extend({ value: z.string().nullable() })),
    blockedProfileIds: z.array(id).describe('The profiles that are blocked on their network'),
    joins: z.array(join).describe('Joins that hold and such as were taken back, latest first'),
    itemCount: count,
  }) satisfies z.ZodType<ContactDetail>,
);
