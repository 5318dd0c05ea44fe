import { z } from 'zod';
import { listGuestLinks } from '#lib/guests/list-guest-links.ts';
import { makeGuestLink } from '#lib/guests/make-guest-link.ts';
import { revokeGuestLink } from '#lib/guests/revoke-guest-link.ts';
import {
  guestAnswers,
  guestLinkInput,
  guestLinkStates,
  type GuestLinkView,
  type NewGuestLink,
} from '#lib/guests/types.ts';
import { languages } from '#lib/interface-languages.ts';
import { operation } from '../../operation.ts';
import { id, moment, none, nothing, ref } from '../../schemas/fields.ts';

const onItem = z.object({ itemId: id });

const guestLink = z.object({
  id,
  state: z.enum(guestLinkStates),
  actionId: id.nullable().describe('The reply to approve; null: a question'),
  question: z.string(),
  guestName: z.string(),
  email: z.string().nullable(),
  language: z.enum(languages),
  member: ref.describe('Who made it'),
  createdAt: moment,
  expiresAt: moment,
  openedAt: moment.nullable(),
  answeredAt: moment.nullable(),
  answer: z.enum(guestAnswers).nullable(),
}) satisfies z.ZodType<GuestLinkView>;

export const guestLinkOperations = [
  operation({
    id: 'listGuestLinks',
    method: 'GET',
    path: 'items/{itemId}/guest-links',
    summary: 'List the links that were made for guests on an item',
    act: listGuestLinks,
    params: onItem,
    query: none,
    body: z.unknown(),
    answer: z.object({ links: z.array(guestLink) }),
    run: async (act, { params }) => ({ links: await act(params) }),
  }),
  operation({
    id: 'makeGuestLink',
    method: 'POST',
    path: 'items/{itemId}/guest-links',
    summary: 'Make a link by which a guest approves one waiting reply, or answers one question',
    act: makeGuestLink,
    refusals: ['text_empty', 'not_awaiting', 'own_reply', 'not_approver', 'quota_reached', 'too_many_emails'],
    status: 201,
    params: onItem,
    query: none,
    body: guestLinkInput.extend({
      actionId: id.nullable().default(null),
      question: guestLinkInput.shape.question.default(''),
      email: guestLinkInput.shape.email.default(null),
    }),
    answer: z.object({
      id,
      path: z.string().describe('With the token, which no other answer contains'),
      mail: z.enum(['sent', 'failed', 'none']),
    }) satisfies z.ZodType<NewGuestLink>,
    run: async (act, { params, body }) => await act({ ...params, ...body }),
  }),
  operation({
    id: 'revokeGuestLink',
    method: 'POST',
    path: 'guest-links/{linkId}/revoke',
    summary: 'End a guest link at once',
    act: revokeGuestLink,
    refusals: ['guest_link_closed'],
    status: 204,
    params: z.object({ linkId: id }),
    query: none,
    body: none,
    answer: nothing,
    run: async (act, { params }) => {
      await act(params);
      return undefined;
    },
  }),
];
