import { requestErasure } from '#lib/erasure/request-erasure.ts';
import { answerWebhook } from '../answer-webhook.ts';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ network: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { network } = await params;
  return await answerWebhook(request, (sent) => requestErasure({ network }, sent));
}
