/** The client closed the connection in the middle of its request. Nothing is wrong on our side. */
export class HungUp extends Error {
  override readonly name = 'HungUp';
}

/** The status logged when the client hung up (nginx's convention; no RFC defines one). */
export const HUNG_UP_STATUS = 499;

/**
 * Yields the chunks of a request's body as they arrive. Leaving the loop early cancels the rest.
 * @throws HungUp
 */
export async function* requestBody(request: Request): AsyncGenerator<Uint8Array> {
  if (!request.body) return;
  const reader = request.body.getReader();
  let isUnread = true;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new HungUp('the body broke off', { cause });
      });
      if (done) break;
      yield value;
    }
    isUnread = false;
  } finally {
    // Cancelling fails when the connection is already closed.
    if (isUnread) await reader.cancel().catch(() => {});
  }
}
