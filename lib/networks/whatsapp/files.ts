import { addressAt } from '../kit/address.ts';
import { NetworkError } from '../errors.ts';
import { callGraph } from './calls.ts';
import type { WhatsAppChannel } from './credentials.ts';
import { costs } from './limits.ts';
import { mediaAnswer } from './wire.ts';

/**
 * Where a file can be downloaded: for five minutes, with the account's token ("Media, Retrieve").
 * @param address of the file's facts, as `inbound.ts` stores it
 */
export async function openFile(
  channel: WhatsAppChannel,
  address: string,
): Promise<{ address: URL; headers: Record<string, string> }> {
  const id = new URL(address).pathname.split('/').at(-1);
  if (!id) throw new NetworkError('gone', 'target_gone');
  const { url } = await callGraph(channel, {
    path: id,
    query: { phone_number_id: channel.account.externalId },
    schema: mediaAnswer,
    costs: costs.media,
  });
  return {
    address: addressAt(channel.app, url),
    headers: { authorization: `Bearer ${channel.credentials.accessToken}` },
  };
}
