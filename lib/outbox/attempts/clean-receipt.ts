import { webAddress } from '#lib/http/web-address.ts';
import type { Receipt } from '#lib/networks/contract.ts';
import { isStorable } from '#lib/text/storable.ts';
import { cleanReference } from '#lib/ingest/clean/clean-parts.ts';

/** Cleans a receipt for storage, so that a sent reply is recorded whatever else the network answered. */
export function cleanReceipt({ externalId, ...receipt }: Receipt): Receipt {
  const url = webAddress(receipt.url);
  const reference = cleanReference(receipt.reference);
  const undo = cleanReference(receipt.undo);
  return {
    ...(externalId !== undefined && isStorable(externalId) && { externalId }),
    ...(url && { url }),
    ...(reference && { reference }),
    ...(undo && { undo }),
  };
}
