import { receiveDelivery } from '#lib/sync/deliveries/receive-delivery.ts';
import { answerWebhook } from '../answer-webhook.ts';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ network: string; appId: string }> };

async function answer(request: Request, { params }: Context): Promise<Response> {
  const app = await params;
  return await answerWebhook(request, (sent, from) => receiveDelivery({ ...app, from }, sent));
}

export { answer as GET, answer as POST };
