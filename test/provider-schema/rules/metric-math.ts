/** What metric math asks of a list of queries, in alarms and in target tracking policies alike. */
import type { JsonObject } from '../../pulumi-host/program-record.ts';
import { isSet, textAt } from '../values-at.ts';

/** Functions of metric math are in capitals; ids begin with a small letter. */
const ID = /^[a-z]\w*$/;

/**
 * @param statName the property that holds a plain metric: `metric` in alarms, `metricStat` in policies
 * @returns what is wrong; nothing for an empty list
 */
export function mathProblems(queries: readonly JsonObject[], statName: string): readonly string[] {
  if (queries.length === 0) return [];
  const ids = queries.map(query => textAt(query, 'id') ?? '');
  const returnedCount = queries.filter(query => query.returnData === true).length;
  return [
    ...(returnedCount === 1 ? [] : [`${returnedCount} queries return data`]),
    ...ids.filter((id, index) => !ID.test(id) || ids.indexOf(id) !== index).map(id => `id ${id}`),
    ...queries
      .filter(query => isSet(query, statName) === isSet(query, 'expression'))
      .map(query => `${query.id} is not one of metric and expression`),
    ...queries.flatMap(query => unknownIdsIn(query, ids)),
  ];
}

function unknownIdsIn(query: JsonObject, ids: readonly string[]): readonly string[] {
  const words = textAt(query, 'expression')?.match(/\b[a-z]\w*/g) ?? [];
  return words.filter(word => !ids.includes(word)).map(word => `${query.id} uses ${word}`);
}
