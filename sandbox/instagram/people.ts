import type { FanWords } from '../kit/types.ts';
import type { Pushes } from './pushes.ts';
import type { Comment, Media, Person, World } from './world.ts';

/** What people do on the network. */
export function createFans(world: World, pushes: Pushes) {
  const write = ({ kind, text, fan = 'jo', under, imageUrl, variant, agoMs = 0 }: FanWords): string => {
    const from = world.person(fan);
    const at = new Date(world.now().getTime() - agoMs);
    switch (kind) {
      case 'comment':
        return comment({ from, text, at, under, variant });
      case 'mention':
        return mention({ from, text, at, variant });
      case 'message':
        return message({
          from,
          text,
          at,
          variant,
          ...(imageUrl ? { imageUrl } : {}),
          ...(under ? { repliesTo: under } : {}),
        });
      case 'review':
        throw new Error('there are no reviews on Instagram');
      default:
        return kind satisfies never;
    }
  };

  const comment = ({
    from,
    text,
    at,
    under,
    variant,
  }: {
    from: Person;
    text: string;
    at: Date;
    under: string | undefined;
    variant: string | undefined;
  }) => {
    const parent = under ? world.commentById(under) : undefined;
    const media = parent?.media ?? mediaFor(under, variant);
    const made = world.comment({
      media,
      from,
      text,
      at,
      ...(parent ? { parentId: parent.parentId ?? parent.id } : {}),
    });
    pushes.comment(made);
    return made.id;
  };

  const mediaFor = (under: string | undefined, variant: string | undefined): Media => {
    const found = under ? world.mediaById(under) : undefined;
    if (found) return found;
    if (variant === 'live') return world.publish({ caption: '', product: 'LIVE' });
    if (variant === 'ad') return world.publish({ caption: 'Collection d’été', product: 'AD' });
    return world.media.find(({ owner }) => owner === world.brand) ?? world.publish({ caption: 'Bonjour' });
  };

  /** `comment`: in a comment under their own picture; `tag`: on a picture only; otherwise in a caption, tagged too. */
  const mention = ({
    from,
    text,
    at,
    variant,
  }: {
    from: Person;
    text: string;
    at: Date;
    variant: string | undefined;
  }) => {
    if (variant === 'private') world.privatePeople.add(from.username);
    if (variant === 'comment') {
      const media = world.publish({ caption: 'Ma journée', owner: from, at });
      const made: Comment = world.comment({ media, from, text, at, isNaming: true });
      pushes.mention(media, made);
      return made.id;
    }
    const media = world.publish({
      caption: text,
      owner: from,
      at,
      isTagged: variant !== 'private',
      isNaming: variant !== 'tag',
    });
    if (media.isNaming) pushes.mention(media);
    return media.id;
  };

  const message = (said: {
    from: Person;
    text: string;
    at: Date;
    variant: string | undefined;
    imageUrl?: string;
    repliesTo?: string;
  }) => {
    const { from, variant, ...rest } = said;
    const as = variant === 'story' ? ('mention' as const) : variant === 'story_reply' ? ('reply' as const) : undefined;
    const made = world.say({
      with: from,
      isOwn: false,
      text: rest.text,
      at: rest.at,
      ...(rest.imageUrl ? { imageUrl: rest.imageUrl } : {}),
      ...(rest.repliesTo ? { repliesTo: rest.repliesTo } : {}),
      ...(as
        ? {
            story: {
              as,
              id: '18000000000000001',
              url: 'https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=18000000000000001',
            },
          }
        : {}),
    });
    pushes.message(made);
    return made.id;
  };

  return {
    brandAnswers(id: string, text: string, { agoMs }: { agoMs: number }): void {
      const at = new Date(world.now().getTime() - agoMs);
      const asked = world.messages.find((one) => one.id === id);
      const parent = world.commentById(id);
      if (asked) world.say({ with: asked.with, isOwn: true, text, at });
      else if (parent)
        world.comment({ media: parent.media, from: world.brand, text, at, parentId: parent.parentId ?? parent.id });
    },
    write,
    /** A message may be edited; a comment may not. */
    edit(id: string, text: string): void {
      const found = world.messages.find((one) => one.id === id && !one.isOwn);
      if (!found) throw new Error('only messages can be edited on Instagram');
      found.text = text;
      found.edits += 1;
      pushes.edited(found);
    },
    delete(id: string): void {
      const found = world.messages.find((one) => one.id === id);
      if (found) {
        found.isDeleted = true;
        pushes.unsent(found);
        return;
      }
      const gone = world.comments.find((one) => one.id === id);
      if (gone) gone.isDeleted = true;
      const at = world.media.findIndex((one) => one.id === id);
      if (at >= 0) world.media.splice(at, 1);
    },
  };
}
