import type { Candidate } from '../recommend/candidate-pool.ts';
import type { FreeParameter } from '../recommend/free-parameter.ts';
import type { RecommendNews } from '../recommend/recommend.ts';
import { formatCount } from './format-quantity.ts';

/** What is known half-way, in one sentence: for whoever cannot wait for the end. */
export function newsText(
  { candidateCount, choice }: RecommendNews,
  candidates: readonly Candidate[],
  parameters: readonly FreeParameter[],
): string {
  const plans = `${formatCount(candidateCount)} plans`;
  if (choice === undefined) return `${plans} found, none thrown out yet`;
  const left = `${formatCount(choice.leftCount)} of ${plans} are left`;
  if (choice.leader === undefined) return `${left}, and none surely keeps the rules yet`;
  const changes = candidates[choice.leader]!.choices.flatMap((place, index) =>
    place === 0 ? [] : [`${parameters[index]!.name}=${parameters[index]!.choices[place]!.label}`],
  );
  const best = changes.length === 0 ? 'the stack as it is' : changes.join(', ');
  return `${left}, and the cheapest so far that surely keeps the rules is ${best}`;
}
