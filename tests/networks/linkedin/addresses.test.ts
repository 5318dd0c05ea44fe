import { expect, test } from 'vitest';
import { asRestLi, encodeUrn, normalUrn, partsOfComment, restUrl } from '#lib/networks/linkedin/addresses.ts';

const LONG = 'urn:li:comment:(urn:li:activity:7094985690000000000,7094987000000000000)';

test('both forms of a comment’s URN give the same address', () => {
  expect(normalUrn('urn:li:comment:(activity:7094985690000000000,7094987000000000000)')).toBe(LONG);
  expect(normalUrn(LONG)).toBe(LONG);
  expect(normalUrn('urn:li:comment:(ugcPost:1,2)')).toBe('urn:li:comment:(urn:li:ugcPost:1,2)');
  expect(normalUrn('urn:li:share:1')).toBe('urn:li:share:1');
});

test('a comment’s URN contains its post and its id; other URNs are no comments', () => {
  expect(partsOfComment(LONG)).toEqual({ root: 'urn:li:activity:7094985690000000000', id: '7094987000000000000' });
  expect(partsOfComment('urn:li:share:1')).toBeNull();
  expect(partsOfComment('urn:li:comment:(urn:li:activity:1,2)/../x')).toBeNull();
});

test('a URN in an address is encoded, including parentheses and commas', () => {
  expect(encodeUrn(LONG)).toBe(
    'urn%3Ali%3Acomment%3A%28urn%3Ali%3Aactivity%3A7094985690000000000%2C7094987000000000000%29',
  );
});

test('Rest.li’s own syntax stays unencoded', () => {
  const url = restUrl('organizationalEntityNotifications', {
    q: 'criteria',
    actions: asRestLi('List(COMMENT,SHARE)'),
    organizationalEntity: 'urn:li:organization:5515715',
    timeRange: asRestLi('(start:1,end:2)'),
    sourcePost: undefined,
  });
  expect(new URL(url).href).toBe(
    'https://api.linkedin.com/rest/organizationalEntityNotifications?q=criteria&actions=List(COMMENT,SHARE)' +
      '&organizationalEntity=urn%3Ali%3Aorganization%3A5515715&timeRange=(start:1,end:2)',
  );
});
