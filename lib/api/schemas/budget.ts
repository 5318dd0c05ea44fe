import { z } from 'zod';

/** A channel's monthly budget, in millionths of a US dollar; null for no limit. */
export const budgetMicros = z.int().min(0).max(1e15).nullable();

export const BUDGET_WHEN_CONNECTING =
  'For a network whose calls cost money: the monthly budget in millionths of a US dollar, null for no limit. Left out: what the network’s `pricing` suggests, or what the channel had before';
