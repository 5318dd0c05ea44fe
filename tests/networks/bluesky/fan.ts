import { AppBskyFeedPost, type AtpAgent, AtUri, RichText } from '@atproto/api';
import { readThread, type ThreadPost } from './read-thread.ts';

/** A record on the network: its address and the hash of its content. */
export interface Ref {
  uri: string;
  cid: string;
}

export interface Picture {
  /** PNG or JPEG, at most 1,000,000 bytes. */
  data: Uint8Array;
  mimeType: string;
  alt: string;
  width: number;
  height: number;
}

interface PostOptions {
  /** At most four. */
  pictures?: Picture[];
  langs?: string[];
}

/** An account on the network and what a person does with it: the audience, and in the demo also the brand. */
export class Fan {
  readonly agent: AtpAgent;
  readonly handle: string;
  readonly password: string;

  constructor(agent: AtpAgent, { handle, password }: { handle: string; password: string }) {
    this.agent = agent;
    this.handle = handle;
    this.password = password;
  }

  get did(): string {
    return this.agent.assertDid;
  }

  /** Mentions (`@handle`), links and tags in the text become facets. */
  post(text: string, options: PostOptions = {}): Promise<Ref> {
    return this.#write(text, options, {});
  }

  /** Answers any post; the thread's root is read from it. */
  async reply(parentUri: string, text: string, options: PostOptions = {}): Promise<Ref> {
    const parent = await this.#read(parentUri);
    return this.#write(text, options, { reply: { root: parent.record.reply?.root ?? parent.ref, parent: parent.ref } });
  }

  async quote(uri: string, text: string, options: Pick<PostOptions, 'langs'> = {}): Promise<Ref> {
    const { ref } = await this.#read(uri);
    return this.#write(text, options, { embed: { $type: 'app.bsky.embed.record', record: ref } });
  }

  async repost(uri: string): Promise<Ref> {
    return this.agent.repost(uri, (await this.#read(uri)).ref.cid);
  }

  async like(uri: string): Promise<Ref> {
    return this.agent.like(uri, (await this.#read(uri)).ref.cid);
  }

  follow(did: string): Promise<Ref> {
    return this.agent.follow(did);
  }

  /** Deletes one of this account's own posts. */
  async delete(uri: string): Promise<void> {
    await this.agent.deletePost(uri);
  }

  async setProfile({
    displayName,
    description,
    avatar,
  }: {
    displayName: string;
    description?: string;
    avatar?: Picture;
  }): Promise<void> {
    const blob = avatar && (await this.agent.uploadBlob(avatar.data, { encoding: avatar.mimeType })).data.blob;
    await this.agent.upsertProfile((existing) => ({
      ...existing,
      displayName,
      description,
      avatar: blob ?? existing?.avatar,
    }));
  }

  /** The post and the answers below it, as this account's client shows them; undefined when it is not (or no longer) there. */
  readThread(uri: string): Promise<ThreadPost | undefined> {
    return readThread(this.agent, uri);
  }

  /** The direct answers to a post, oldest first, those that its author hid left out. */
  async listReplies(uri: string): Promise<ThreadPost[]> {
    const thread = await this.readThread(uri);
    return (thread?.replies ?? []).filter((reply) => !reply.isHidden);
  }

  /** Whether the owner of the thread has hidden this answer. */
  async isHidden(uri: string): Promise<boolean> {
    const { record } = await this.#read(uri);
    const root = record.reply && (await this.readThread(record.reply.root.uri));
    return root?.hiddenReplies.includes(uri) ?? false;
  }

  /** A password for another program, as a channel is connected with. */
  async createAppPassword(name: string): Promise<string> {
    const { data } = await this.agent.com.atproto.server.createAppPassword({ name });
    return data.password;
  }

  /** Reads from the data server, which knows a post as soon as it is written; the app view follows a moment later. */
  async #read(uri: string): Promise<{ ref: Ref; record: AppBskyFeedPost.Record }> {
    const { host: repo, collection, rkey } = new AtUri(uri);
    const { data } = await this.agent.com.atproto.repo.getRecord({ repo, collection, rkey });
    if (!data.cid || !AppBskyFeedPost.isRecord(data.value)) throw new Error(`${uri} is not a post`);
    return { ref: { uri: data.uri, cid: data.cid }, record: data.value as AppBskyFeedPost.Record }; // the guard narrows to its $type only
  }

  async #write(
    text: string,
    { pictures = [], langs }: PostOptions,
    more: Partial<AppBskyFeedPost.Record>,
  ): Promise<Ref> {
    const rich = new RichText({ text });
    await rich.detectFacets(this.agent);
    const images = await Promise.all(
      pictures.map(async ({ data, mimeType, alt, width, height }) => ({
        image: (await this.agent.uploadBlob(data, { encoding: mimeType })).data.blob,
        alt,
        aspectRatio: { width, height },
      })),
    );
    const embed = images.length ? { $type: 'app.bsky.embed.images', images } : undefined;
    return this.agent.post({ text: rich.text, facets: rich.facets, langs, embed, ...more });
  }
}
