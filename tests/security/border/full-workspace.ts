import { randomUUID } from 'node:crypto';
import { saveTemplate } from '#lib/clients/templates/templates.ts';
import { type Caller, type Role } from '#lib/caller.ts';
import { chooseChannels } from '#lib/items/members/choose-channels.ts';
import { createGuidance } from '#lib/guidance/create-guidance.ts';
import { makePromise } from '#lib/items/promises/make-promise.ts';
import { makeGuestLink } from '#lib/guests/make-guest-link.ts';
import { restrictItem } from '#lib/items/restrict-item.ts';
import { uploadNoteFile } from '#lib/items/notes/files/upload-note-file.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { saveView } from '#lib/items/views/save-view.ts';
import { editRouting } from '#lib/routing/edit-routing.ts';
import { saveRoutingProfile } from '#lib/routing/save-profile.ts';
import { noProfile, noRouting } from '#lib/routing/types.ts';
import { countInsertion } from '#lib/saved-replies/count-insertion.ts';
import { saveContactField } from '#lib/contacts/fields/save-field.ts';
import { openCase } from '#lib/items/cases/open-case.ts';
import { fillFields } from '#lib/items/fields/fill-fields.ts';
import { saveField } from '#lib/items/fields/save-field.ts';
import { saveReplyField } from '#lib/saved-replies/fields/save-reply-field.ts';
import { editGuardRails } from '#lib/saved-replies/guard-rails/edit-guard-rails.ts';
import { saveSavedReply } from '#lib/saved-replies/save-saved-reply.ts';
import { noGuardRails } from '#lib/saved-replies/types.ts';
import { createApiKey } from '#lib/workspaces/api-keys/create-api-key.ts';
import { inviteMember } from '#lib/workspaces/invitations/invite-member.ts';
import { saveTeam } from '#lib/items/team/save-team.ts';
import { roles } from '#lib/workspaces/types.ts';
import {
  aChannel,
  aContact,
  aMember,
  aMessage,
  anItem,
  aPost,
  aTag,
  aWaitingReply,
  aWorkspace,
} from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { anApiKey } from '#tests/support/api-server.ts';
import { aSessionCookie } from '../support/attack.ts';

export type Actor = { caller: Caller; key: string; cookie: string };

export type FullWorkspace = {
  workspaceId: string;
  slug: string;
  /** Part of every text in this workspace, and of no other text. */
  mark: string;
  actors: Record<Role, Actor>;
  /** Ids of rows of this workspace, named as in the paths of the API. */
  ids: Record<string, string>;
  /** A channel with an item that one lead does not see, and a confidential item that one manager does not. */
  hidden: Hidden;
};

/** What is hidden from these members, with a mark in every text of it. */
export type Hidden = { mark: string; from: Record<string, Actor>; ids: Record<string, string> };

const question = { actionId: null, email: null, language: 'fr', days: 3 } as const;

/** A workspace with a member of every role and a row in every table that has ids. */
export async function aFullWorkspace(): Promise<FullWorkspace> {
  const mark = `zz${randomUUID().slice(0, 8)}zz`;
  const { workspaceId, slug, admin } = await aWorkspace({ name: mark });
  const actors = {} as Record<Role, Actor>; // filled below for every role
  for (const role of roles) {
    const caller = role === 'admin' ? admin : await aMember({ workspaceId, role, name: mark });
    actors[role] = {
      caller,
      key: (await anApiKey(caller)).key,
      cookie: await aSessionCookie(caller.userId),
    };
  }
  const hidden = await hide(workspaceId, admin);
  // Paused, so that no worker changes rows that a test compares.
  const channel = await aChannel({ workspaceId, name: mark, handle: mark, status: 'paused' });
  const post = await aPost({ workspaceId, channelId: channel.id, text: mark });
  const item = await anItem({ workspaceId, channelId: channel.id, postId: post.id, preview: mark });
  const message = await aMessage({ workspaceId, itemId: item.id, text: mark });
  const tag = await aTag({ workspaceId, name: mark.slice(0, 12), itemId: item.id });
  const rule = await database().prisma.approvalRule.create({ data: { workspaceId, name: mark } });
  const guidance = await createGuidance(admin, { about: { postId: post.id }, fr: mark });
  const { memberId } = actors.manager.caller;
  const action = await aWaitingReply({ workspaceId, itemId: item.id, targetId: message.id, memberId, text: mark });
  const { noteId } = await addNote(admin, { itemId: item.id, text: mark });
  const file = await uploadNoteFile(admin, { itemId: item.id, name: mark, bytes: Buffer.from(mark) });
  const dueAt = new Date(Date.now() + 86_400_000);
  const { promiseId } = await makePromise(admin, { itemId: item.id, text: mark, dueAt });
  const link = await makeGuestLink(admin, { ...question, itemId: item.id, question: mark, guestName: mark });
  const opened = await openCase(admin, { itemIds: [item.id], title: mark });
  const view = await saveView(admin, { name: mark, filter: {}, isShared: true });
  const team = await saveTeam(admin, { name: mark, memberIds: [admin.memberId] });
  const savedReply = await saveSavedReply(admin, { title: mark, folder: mark, fr: mark, en: mark });
  const field = await saveReplyField(admin, { name: mark, fr: mark, en: mark });
  const itemField = await saveField(admin, { name: mark, kind: 'choice', options: [mark], itemKinds: ['review'] });
  await fillFields(admin, { itemId: item.id, fields: [{ fieldId: itemField.id, value: mark }] });
  const contactField = await saveContactField(admin, { name: mark, kind: 'text', choices: [] });
  await countInsertion(admin, { savedReplyId: savedReply.id });
  await editGuardRails(admin, { ...noGuardRails, tone: mark, bannedWords: [mark], signatureFr: mark });
  await editRouting(admin, { ...noRouting, skills: [{ tagId: tag.id, skill: mark }] });
  await saveRoutingProfile(admin, { memberId: admin.memberId, ...noProfile, skills: [mark], tagIds: [tag.id] });
  const invitation = await inviteMember(admin, { email: `${mark}@example.test`, role: 'manager' });
  const apiKey = await createApiKey(admin, { name: `${mark} 2` });
  const template = await saveTemplate(admin, { name: mark });
  // Written already, so that no worker changes rows that a test compares.
  const whole = await database().prisma.workspaceExport.create({
    data: { workspaceId, memberId: admin.memberId, state: 'done', expiresAt: new Date(Date.now() + 86_400_000) },
  });
  await database().prisma.workspaceExportPart.create({
    data: { workspaceId, exportId: whole.id, number: 1, bytes: Buffer.from(mark) },
  });
  return {
    workspaceId,
    slug,
    mark,
    actors,
    hidden,
    ids: {
      channelId: channel.id,
      postId: post.id,
      itemId: item.id,
      messageId: message.id,
      tagId: tag.id,
      caseId: opened.case?.id ?? '',
      noteId,
      fileId: file.id,
      linkId: link.id,
      promiseId,
      viewId: view.id,
      teamId: team.id,
      savedReplyId: savedReply.id,
      fieldId: field.id,
      itemFieldId: itemField.id,
      contactFieldId: contactField.id,
      ruleId: rule.id,
      guidanceId: guidance.id,
      templateId: template.id,
      exportId: whole.id,
      actionId: action.id,
      invitationId: invitation.id,
      apiKeyId: apiKey.id,
      memberId: actors.client.caller.memberId,
      contactId: item.contactId,
    },
  };
}

async function anActor(caller: Caller): Promise<Actor> {
  return { caller, key: (await anApiKey(caller)).key, cookie: await aSessionCookie(caller.userId) };
}

/** A confidential item in a channel of its own; hidden from a lead with another channel, and from a manager with none. */
async function hide(workspaceId: string, admin: Caller): Promise<Hidden> {
  const mark = `hh${randomUUID().slice(0, 8)}hh`;
  const channel = await aChannel({ workspaceId, name: mark, handle: mark, status: 'paused' });
  const other = await aChannel({ workspaceId, status: 'paused' });
  const post = await aPost({ workspaceId, channelId: channel.id, text: mark });
  const contact = await aContact({ workspaceId, name: mark, handle: mark });
  const item = await anItem({
    workspaceId,
    channelId: channel.id,
    postId: post.id,
    contactId: contact.id,
    preview: mark,
  });
  const message = await aMessage({ workspaceId, itemId: item.id, text: mark });
  const { noteId } = await addNote(admin, { itemId: item.id, text: mark });
  const link = await makeGuestLink(admin, { ...question, itemId: item.id, question: mark, guestName: mark });
  const { memberId } = admin;
  const action = await aWaitingReply({ workspaceId, itemId: item.id, targetId: message.id, memberId, text: mark });
  await restrictItem(admin, { itemId: item.id, memberIds: [] });
  const lead = await aMember({ workspaceId, role: 'lead' });
  const manager = await aMember({ workspaceId, role: 'manager' });
  const client = await aMember({ workspaceId, role: 'client' });
  await chooseChannels(admin, { memberId: lead.memberId, channelIds: [other.id] });
  await chooseChannels(admin, { memberId: client.memberId, channelIds: [] });
  return {
    mark,
    from: {
      'a lead with another channel': await anActor(lead),
      'a manager who is not named': await anActor(manager),
      'a client without a channel': await anActor(client),
    },
    ids: {
      channelId: channel.id,
      postId: post.id,
      itemId: item.id,
      messageId: message.id,
      noteId,
      linkId: link.id,
      actionId: action.id,
      contactId: contact.id,
    },
  };
}
