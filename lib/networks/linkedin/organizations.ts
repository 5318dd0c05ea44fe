import type { ChannelAccount, CallContext } from '../contract.ts';
import { idOf } from './addresses.ts';
import { callWith } from './calls.ts';
import { acl, pageOf, organization } from './wire.ts';

/** A page that a member administers, and the member's own URN. */
export type AdministeredPage = { account: ChannelAccount; member: string };

const PAGE = 50;

/** "Organization access control": all pages that the token's member administers. */
export async function findPages(context: CallContext, accessToken: string): Promise<AdministeredPage[]> {
  const found = new Map<string, string>();
  for (let start = 0; ; start += PAGE) {
    const { elements } = await callWith(context, accessToken, {
      resource: 'organizations',
      path: 'organizationAcls',
      query: { q: 'roleAssignee', role: 'ADMINISTRATOR', state: 'APPROVED', start, count: PAGE },
      schema: pageOf(acl),
    });
    for (const one of elements) found.set(one.organization, one.roleAssignee);
    if (elements.length < PAGE) break;
  }
  const pages: AdministeredPage[] = [];
  for (const [urn, member] of found) pages.push({ account: await readPage(context, accessToken, urn), member });
  return pages;
}

async function readPage(context: CallContext, accessToken: string, urn: string): Promise<ChannelAccount> {
  const id = idOf(urn);
  const { localizedName, vanityName } = await callWith(context, accessToken, {
    resource: 'organizations',
    path: `organizations/${id}`,
    schema: organization,
  });
  return {
    externalId: urn,
    handle: vanityName ?? id,
    name: localizedName ?? vanityName ?? `LinkedIn page ${id}`,
    profileUrl: `https://www.linkedin.com/company/${vanityName ?? id}`,
  };
}
