import { z } from 'zod';

/** An id, as text or as a number: one that is too long for a number has been read as text. What is missing is none. */
export const anyId = z.union([z.string().min(1), z.int().transform(String)]);
