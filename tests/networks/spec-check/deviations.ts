type Deviation = {
  network: string;
  /** The problems that it explains. */
  problem: RegExp;
  /** What the network says that contradicts its specification, and where. */
  why: string;
};

/** Where a network's documentation or its answers differ from its machine-readable specification. */
const deviations: readonly Deviation[] = [
  {
    network: 'x',
    problem: /query post\.fields\/\d+ .*\("(author_id|edit_history_post_ids|in_reply_to_user_id|referenced_posts)"\)$/,
    why: 'The guides ask for them by name ("Search recent Posts", "Get mentions"); the document has them in a Post, and forgets them where fields are chosen.',
  },
  {
    network: 'x',
    problem: /query dm_event\.fields\/\d+ .*\("(sender_id|participant_ids|referenced_posts)"\)$/,
    why: '"Direct Messages lookup" asks for them by name; the document has them in a DmEvent, and forgets them where fields are chosen.',
  },
  {
    network: 'x',
    problem:
      /answer 4\d\d\/type must be equal to one of the allowed values \("(about:blank|https:\/\/api\.x\.com\/2\/problems\/(client-forbidden|rate-limit-exceeded|usage-capped))"\)$/,
    why: '"Response codes and errors" has problems of these types too; the document lists fewer.',
  },
  {
    network: 'x',
    problem: /answer 400\/errors is not in the specification$/,
    why: '"Response codes and errors" shows which parameter was refused in `errors`, with `parameters` and a `message`; the document leaves it out.',
  },
  {
    network: 'pinterest',
    problem: /^POST \/oauth\/token: body\/continuous_refresh is not in the specification$/,
    why: 'The same document says in words that apps from before 2025-09-25 send it; it is harmless for the others.',
  },
  {
    network: 'facebook',
    problem: /^GET Page\/: (fields|answer) (first_name|last_name|profile_pic) is not a field$/,
    why: 'A person who wrote to the Page is read by the id in their message ("Messenger Platform, User Profile"): no list describes that node.',
  },
  {
    network: 'instagram',
    problem: /^GET IGUser(ForIGOnlyAPI)?\/: (fields|answer) profile_pic is not a field$/,
    why: 'A person who wrote to the account is read by the id in their message ("Instagram messaging, User Profile"): no list describes that node.',
  },
  {
    network: 'instagram',
    problem: /^GET IGUserForIGOnlyAPI\/: answer user_id is not int \("\d+"\)$/,
    why: '"Get started" shows it as a text, as all ids are.',
  },
  {
    network: 'instagram',
    problem: /^GET IGUserForIGOnlyAPI\/: fields (mentioned_comment|mentioned_media) is not a field$/,
    why: 'The overview of the Instagram Platform lists mentions for Instagram Login too; the stand-in refuses, as the list does.',
  },
  {
    network: 'threads',
    problem: /^GET \/\{id\}\/conversation: (limit|before|after) is not a parameter$/,
    why: 'All lists are read with cursors ("Retrieve and manage replies, Pagination"); the collection leaves them out here.',
  },
  {
    network: 'threads',
    problem: /^(GET \/\{id\}\/pending_replies|POST \/\{id\}\/manage_pending_reply): the call is not in the collection$/,
    why: '"Reply approvals" came after the collection.',
  },
  {
    network: 'threads',
    problem:
      /^GET \/(me\/mentions|\{id\}): (answer data |answer )?(is_reply|is_reply_owned_by_me|root_post|replied_to|hide_status) is (not a field|neither .*)$/,
    why: 'An answer that mentions the account, or is read by its id, has the fields of an answer ("Threads Media"); the collection asks for those of a post.',
  },
  {
    network: 'facebook',
    problem: /^POST Page\/moderate_conversations: answer success is not bool$/,
    why: 'The reference of the call shows `{"success":"true"}`, a text.',
  },
  {
    network: 'instagram',
    problem: /^POST IGUser\/moderate_conversations: answer success is not bool$/,
    why: 'The reference of the call shows `{"success":"true"}`, a text.',
  },
  {
    network: 'youtube',
    problem: /answer 200\/items\/\d+\/snippet(\/topLevelComment\/snippet)?\/imageUrl is not in the specification$/,
    why: '"Comments" has it since its revision of 2026-09-30; the discovery document is older.',
  },
];

/** The problems that are not known deviations of the network. */
export function unexplained(network: string, problems: string[]): string[] {
  const known = deviations.filter((one) => one.network === network);
  return problems.filter((problem) => !known.some((one) => one.problem.test(problem)));
}
