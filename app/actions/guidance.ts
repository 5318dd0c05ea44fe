'use server';
import { z } from 'zod';
import { changeGuidance } from '#lib/guidance/change-guidance.ts';
import { createGuidance } from '#lib/guidance/create-guidance.ts';
import { guidanceChange, guidanceInput } from '#lib/guidance/types.ts';
import { withdrawGuidance } from '#lib/guidance/withdraw-guidance.ts';
import { memberAction } from './member-action.ts';

const asRead = { guidanceId: z.uuid(), version: z.int() };

export const createGuidanceAction = memberAction({ name: 'createGuidance', act: createGuidance, input: guidanceInput });

export const changeGuidanceAction = memberAction({
  name: 'changeGuidance',
  act: changeGuidance,
  input: guidanceChange.extend(asRead),
});

export const withdrawGuidanceAction = memberAction({
  name: 'withdrawGuidance',
  act: withdrawGuidance,
  input: z.object(asRead),
});
