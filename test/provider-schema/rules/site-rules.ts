/** What ECR, Systems Manager, Budgets and Resource Groups ask. */
import type { Json, JsonObject } from '../../pulumi-host/program-record.ts';
import { API, type AwsRule, aws, matching } from '../aws-rule.ts';
import { isList, isObject, objectsAt, parsedJson, setAmong, textAt, textsAt } from '../values-at.ts';

const REPOSITORY_LIFECYCLE = aws('ecr.LifecyclePolicy');
const PARAMETER = aws('ssm.Parameter');
const BUDGET = aws('budgets.Budget');
const RESOURCE_GROUP = aws('resourcegroups.Group');

/** Letters of a parameter's value, by tier. */
const PARAMETER_LETTERS_MAX: Readonly<Record<string, number>> = {
  Standard: 4096,
  Advanced: 8192,
  'Intelligent-Tiering': 8192,
};

const expire = (rulePriority: number, selection: JsonObject): JsonObject => ({
  rulePriority,
  selection,
  action: { type: 'expire' },
});
const UNTAGGED = { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 7 };
const ANY = { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 10 };
const lifecycle = (...rules: readonly JsonObject[]): JsonObject => ({
  repository: 'r',
  policy: JSON.stringify({ rules }),
});
const notify = (fields: JsonObject): JsonObject => ({
  notifications: [
    {
      comparisonOperator: 'GREATER_THAN',
      notificationType: 'ACTUAL',
      threshold: 100,
      thresholdType: 'PERCENTAGE',
      subscriberEmailAddresses: ['somebody@example.org'],
      ...fields,
    },
  ],
});

export const SITE_RULES: readonly AwsRule[] = [
  {
    id: 'repository-lifecycle',
    type: REPOSITORY_LIFECYCLE,
    says: 'policy is JSON of rules with priorities of their own, each of which counts images or days; tagged ones name tags, any comes last',
    source: `ECR PutLifecyclePolicy, ${API}; ECR guide, lifecycle policies, 2023-06-15 [H]`,
    fine: [
      lifecycle(expire(1, UNTAGGED), expire(2, ANY)),
      lifecycle(expire(1, { ...ANY, tagStatus: 'tagged', tagPrefixList: ['v'] })),
    ],
    broken: [
      { repository: 'r', policy: 'none' },
      lifecycle(),
      lifecycle(expire(1, UNTAGGED), expire(1, ANY)),
      lifecycle(expire(2, UNTAGGED), expire(1, ANY)),
      lifecycle(expire(1, { ...ANY, tagStatus: 'tagged' })),
      lifecycle(expire(1, { ...UNTAGGED, countUnit: null })),
      lifecycle(expire(1, { ...ANY, countNumber: 0 })),
    ],
    check: inputs => textsAt(inputs, 'policy').filter(text => !isImageLifecycle(parsedJson(text))),
  },
  {
    id: 'parameter-size',
    type: PARAMETER,
    says: 'a value has at most 4 KB, 8 KB in the advanced tier, and no {{}}',
    source: `Systems Manager PutParameter, ${API}`,
    fine: [
      { type: 'String', value: 'x'.repeat(4096) },
      { type: 'String', tier: 'Advanced', value: 'x'.repeat(8192) },
    ],
    broken: [
      { type: 'String', value: 'x'.repeat(4097) },
      { type: 'String', value: '{{ssm:other}}' },
    ],
    check: inputs => {
      const value = textAt(inputs, 'value') ?? '';
      const max = PARAMETER_LETTERS_MAX[textAt(inputs, 'tier') ?? 'Standard'] ?? 0;
      return value.length <= max && !value.includes('{{') ? [] : [`${value.length} letters`];
    },
  },
  matching({
    id: 'parameter-name',
    type: PARAMETER,
    at: 'name',
    says: 'is a path of at most 15 levels from /, or one word, and does not begin with aws or ssm',
    pattern: /^(?!\/?(aws|ssm))(\/[\w.-]+){1,15}$|^(?!aws|ssm)[\w.-]+$/i,
    fine: '/asset-hub/dev/machine-image',
    broken: 'asset-hub/dev/machine-image',
    source: `Systems Manager PutParameter, ${API}`,
  }),
  {
    id: 'budget-limit',
    type: BUDGET,
    says: 'a COST budget has a limit above 0 in USD',
    source: `Budgets Spend, ${API}`,
    fine: [{ budgetType: 'COST', limitAmount: '500', limitUnit: 'USD' }],
    broken: [
      { budgetType: 'COST', limitAmount: '0', limitUnit: 'USD' },
      { budgetType: 'COST', limitAmount: 'much', limitUnit: 'USD' },
      { budgetType: 'COST', limitAmount: '500', limitUnit: 'EUR' },
      { budgetType: 'COST' },
    ],
    check: inputs => {
      const { budgetType, limitAmount, limitUnit } = inputs;
      const isFine = budgetType !== 'COST' || (Number(limitAmount) > 0 && limitUnit === 'USD');
      return isFine ? [] : [`${limitAmount} ${limitUnit}`];
    },
  },
  {
    id: 'budget-notification',
    type: BUDGET,
    says: 'a notification is ACTUAL or FORECASTED, above a share of the limit, and reaches 1 to 11 subscribers',
    source: `Budgets Notification, ${API}`,
    fine: [notify({}), notify({ notificationType: 'FORECASTED', threshold: 80 })],
    broken: [
      notify({ notificationType: 'EXPECTED' }),
      notify({ comparisonOperator: 'MORE_THAN' }),
      notify({ threshold: 0 }),
      notify({ subscriberEmailAddresses: [] }),
    ],
    check: inputs =>
      objectsAt(inputs, 'notifications[]')
        .filter(each => !isNotification(each))
        .map(each => JSON.stringify(each)),
  },
  {
    id: 'resource-group-query',
    type: RESOURCE_GROUP,
    says: 'resourceQuery.query is JSON with ResourceTypeFilters and TagFilters',
    source: `Resource Groups ResourceQuery, ${API}`,
    fine: [
      {
        resourceQuery: {
          query: '{"ResourceTypeFilters":["AWS::AllSupported"],"TagFilters":[{"Key":"hub","Values":["dev"]}]}',
        },
      },
    ],
    broken: [{ resourceQuery: { query: 'hub=dev' } }, { resourceQuery: { query: '{"TagFilters":[]}' } }],
    check: inputs =>
      textsAt(inputs, 'resourceQuery.query').filter(text => {
        const query = parsedJson(text);
        return (
          !isObject(query) ||
          !isList(query.ResourceTypeFilters) ||
          !isList(query.TagFilters) ||
          query.TagFilters.length === 0
        );
      }),
  },
];

function isNotification(each: JsonObject): boolean {
  const { notificationType, comparisonOperator, threshold } = each;
  const subscribers = ['subscriberEmailAddresses[]', 'subscriberSnsTopicArns[]'].flatMap(path => textsAt(each, path));
  const isMet = setAmong(each, ['subscriberEmailAddresses', 'subscriberSnsTopicArns']).length > 0;
  return (
    ['ACTUAL', 'FORECASTED'].includes(`${notificationType}`) &&
    ['GREATER_THAN', 'LESS_THAN', 'EQUAL_TO'].includes(`${comparisonOperator}`) &&
    Number(threshold) > 0 &&
    isMet &&
    subscribers.length >= 1 &&
    subscribers.length <= 11
  );
}

function isImageLifecycle(policy: Json | undefined): boolean {
  const rules = isObject(policy) ? objectsAt(policy, 'rules[]') : [];
  const priorities = rules.map(rule => Number(rule.rulePriority));
  const last = Math.max(...priorities);
  return (
    rules.length > 0 &&
    new Set(priorities).size === rules.length &&
    rules.every(rule => isObject(rule.selection) && isSelection(rule.selection) && isLastIfAny(rule, last))
  );
}

const isLastIfAny = (rule: JsonObject, last: number): boolean =>
  textAt(rule, 'selection.tagStatus') !== 'any' || rule.rulePriority === last;

function isSelection(selection: JsonObject): boolean {
  const { tagStatus, countType, countUnit = null, countNumber } = selection;
  const namesTags = setAmong(selection, ['tagPrefixList', 'tagPatternList']).length === 1;
  const isCounted =
    countType === 'imageCountMoreThan' ? countUnit === null : countType === 'sinceImagePushed' && countUnit === 'days';
  return (
    ['tagged', 'untagged', 'any'].includes(`${tagStatus}`) &&
    namesTags === (tagStatus === 'tagged') &&
    isCounted &&
    Number(countNumber) >= 1
  );
}
