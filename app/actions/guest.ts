'use server';
import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { z } from 'zod';
import { fromHere } from '#app/auth/from-here.ts';
import { visitorOf } from '#app/auth/visitor.ts';
import { answerQuestionAsGuest, decideAsGuest } from '#lib/guests/answer-as-guest.ts';
import { Refusal } from '#lib/refusal.ts';
import { type FormState, formStateOf, readField } from './form-state.ts';
import { outcomeOf } from './outcome.ts';

const answers = z.enum(['approved', 'sent_back', 'noted']);

/** Whoever has a link answers: the form carries its token, the answer, a word, and the digest of what was read. */
export async function answerAsGuestAction(_: FormState, form: FormData): Promise<FormState> {
  const outcome = await outcomeOf(
    'answerAsGuest',
    async () =>
      await fromHere(async () => {
        const visit = { token: readField(form, 'token'), ipAddress: visitorOf(await headers()).ipAddress };
        const answer = answers.safeParse(readField(form, 'answer'));
        if (!answer.success) throw new Refusal('invalid', { field: 'answer' });
        const [digest, word] = [readField(form, 'digest'), readField(form, 'word')];
        if (answer.data === 'noted') await answerQuestionAsGuest(visit, { text: word });
        else await decideAsGuest(visit, { answer: answer.data, digest, word });
      }),
  );
  // The page shows what was decided, or what has changed meanwhile.
  revalidatePath('/guest/[token]', 'page');
  return formStateOf(outcome, form);
}
