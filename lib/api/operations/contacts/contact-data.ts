import { z } from 'zod';
import { eraseContact } from '#lib/erasure/contacts/erase-contact.ts';
import { exportContact } from '#lib/erasure/contacts/export-contact.ts';
import { operation } from '../../operation.ts';
import { id, none } from '../../schemas/fields.ts';

const onContact = z.object({ contactId: id });

/** What a person may demand: everything that is stored about them, or that it goes. */
export const contactDataOperations = [
  operation({
    id: 'exportContact',
    method: 'GET',
    path: 'contacts/{contactId}/export',
    summary: 'Everything that is stored about a person, as one file',
    act: exportContact,
    gives: 'application/json',
    params: onContact,
    query: none,
    body: z.unknown(),
    answer: z.unknown(),
    run: async (act, { params }) =>
      new Response(await act(params), {
        headers: {
          'content-type': 'application/json',
          'content-disposition': `attachment; filename="contact-${params.contactId}.json"`,
        },
      }),
  }),
  operation({
    id: 'eraseContact',
    method: 'POST',
    path: 'contacts/{contactId}/erase',
    summary: 'Erase everything that is stored about a person, of all contacts that are joined; it cannot be undone',
    act: eraseContact,
    params: onContact,
    query: none,
    body: none,
    answer: z.object({ erasureId: id }),
    run: async (act, { params }) => await act(params),
  }),
];
