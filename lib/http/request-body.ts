/** Who asked has hung up in the middle: nothing is wrong here, and nobody reads the answer. */
export class HungUp extends Error {
  override readonly name = 'HungUp';
}

/** What the logs call a request whose sender has hung up; no RFC has a number for it. */
export const HUNG_UP_STATUS = 499;

/**
 * The chunks of a request's body as they come. Leaving the loop early cancels the rest.
 * @throws HungUp
 */
export async function* requestBody(request: Request): AsyncGenerator<Uint8Array> {
  if (!request.body) return;
  const reader = request.body.getReader();
  let isLeft = true;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new HungUp('the body broke off', { cause });
      });
      if (done) break;
      yield value;
    }
    isLeft = false;
  } finally {
    // Of a body that broke off nothing is left to cancel.
    if (isLeft) await reader.cancel().catch(() => {});
  }
}
