import { z } from 'zod';
import { finishPart, reopenPart } from '#lib/items/parts/finish-part.ts';
import { askForItem } from '#lib/items/requests/ask-for-item.ts';
import { endRequest } from '#lib/items/requests/end-request.ts';
import { handOver } from '#lib/items/requests/hand-over.ts';
import { WORD_LIMIT } from '#lib/items/parts/types.ts';
import { id } from '../../schemas/fields.ts';
import { itemAct, onItemAlone } from '../item-acts.ts';

const word = z.string().max(WORD_LIMIT).optional();

/** Several people on one item: parts, requests, handing over. */
export const itemPeopleOperations = [
  itemAct({
    verb: 'finish-part',
    summary: 'The caller’s part is done: the item leaves their queue',
    ...onItemAlone,
    refusals: ['no_part'],
    act: finishPart,
  }),
  itemAct({
    verb: 'reopen-part',
    summary: 'A part is to do again; a colleague’s only for those who may assign',
    refusals: ['no_part'],
    body: z.object({ memberId: id.optional().describe('The caller when absent') }),
    act: reopenPart,
    input: (given) => given,
  }),
  itemAct({
    verb: 'ask',
    summary: 'Ask the holder for an item',
    refusals: ['not_held'],
    body: z.object({ word }),
    act: askForItem,
    input: (given) => given,
  }),
  itemAct({
    verb: 'end-request',
    summary: 'Withdraw a request for an item, or decline one as its holder',
    body: z.object({ memberId: id.optional().describe('Whose request; the caller’s own when absent') }),
    act: endRequest,
    input: (given) => given,
  }),
  itemAct({
    verb: 'hand-over',
    summary: 'Hand an item over to a colleague, or to who asked first',
    refusals: ['not_held', 'nobody_asked', 'text_too_long'],
    body: z.object({
      memberId: id.optional().describe('Who asked first when absent'),
      word,
      withDraft: z.boolean().optional().describe('The receiver goes on with the caller’s draft'),
    }),
    act: handOver,
    input: (given) => given,
  }),
];
