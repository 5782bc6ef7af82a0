/** One thing wrong with a policy. An error cannot be deployed or does nothing useful; a warning works, but not as meant. */
export type PolicyProblem = {
  readonly severity: 'error' | 'warning';
  /** Where in the policy: `['steps', 1, 'lowerBound']`. */
  readonly path: readonly (string | number)[];
  /** Rule, saw, wanted: `must not overlap or leave a gap (saw [10, 20) after [0, 5))`. */
  readonly message: string;
  /** One action that mends it. */
  readonly hint: string;
};
