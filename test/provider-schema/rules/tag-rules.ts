/** What AWS asks of tags, on whatever they are. */
import type { JsonObject } from '../../pulumi-host/program-record.ts';
import { ANY_TYPE, type AwsRule, aws, type KnownResource } from '../aws-rule.ts';
import { objectsAt, parsedJson, textAt } from '../values-at.ts';

/** Letters of any language, digits, spaces and these signs. */
const KEY = /^(?!aws:)[\p{L}\p{N}\s_.:/=+\-@]{1,128}$/iu;
const VALUE = /^[\p{L}\p{N}\s_.:/=+\-@]{0,256}$/u;
const TAG_COUNT_MAX = 50;

const queue = (tags: JsonObject): readonly KnownResource[] => [{ type: aws('sqs.Queue'), name: 'x', inputs: { tags } }];
const group = (tags: readonly JsonObject[]): readonly KnownResource[] => [
  { type: aws('autoscaling.Group'), name: 'x', inputs: { tags } },
];
const provider = (tags: JsonObject): readonly KnownResource[] => [
  { type: 'pulumi:providers:aws', name: 'x', inputs: { defaultTags: JSON.stringify({ tags }) } },
];
const manyTags = (count: number): JsonObject =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'x']));

export const TAG_RULES: readonly AwsRule[] = [
  {
    id: 'tags',
    type: ANY_TYPE,
    says: 'a resource has at most 50 tags, of letters, digits, spaces and _.:/=+-@; keys have 1 to 128 of them and do not begin with aws:, values at most 256',
    source: 'EC2 guide, tag restrictions, allowed across services, 2023-06-15 [H]',
    fine: [
      queue(manyTags(50)),
      group([{ key: 'Name', value: 'asset-hub dev', propagateAtLaunch: true }]),
      provider({ hub: 'dev' }),
    ],
    broken: [
      queue(manyTags(51)),
      queue({ 'aws:name': 'x' }),
      queue({ cost: '10 %' }),
      group([{ key: 'what?', value: 'x', propagateAtLaunch: true }]),
      provider({ owner: 'a & b' }),
    ],
    check: inputs =>
      tagSetsOf(inputs).flatMap(tags => [
        ...(tags.length <= TAG_COUNT_MAX ? [] : [`${tags.length} tags`]),
        ...tags
          .filter(([key, value]) => !KEY.test(key) || !VALUE.test(value))
          .map(([key, value]) => `${key}: ${value}`),
      ]),
  },
];

type Tag = readonly [key: string, value: string];

/** Tags stand as a map, as a list of keys and values, in a launch template, or in the provider as JSON text. */
function tagSetsOf(inputs: JsonObject): readonly (readonly Tag[])[] {
  const defaults = parsedJson(textAt(inputs, 'defaultTags') ?? '{}');
  const maps = [
    ...objectsAt(inputs, 'tags'),
    ...objectsAt(inputs, 'tagSpecifications[].tags'),
    ...objectsAt({ defaults: defaults ?? null }, 'defaults.tags'),
  ];
  const listed = objectsAt(inputs, 'tags[]').map((tag): Tag => [`${tag.key}`, `${tag.value}`]);
  return [...maps.map(map => Object.entries(map).map(([key, value]): Tag => [key, `${value}`])), listed];
}
