/** What a person can set, as the command line hands it over: words, not yet read as numbers or files. */
export type StackFlags = { readonly stack?: string; readonly cwd?: string; readonly json?: true };

export type ConfigFlags = StackFlags & { readonly scenario?: string };

export type CostFlags = StackFlags & { readonly corrections?: true };

/** Which study is run. */
export type StudyFlags = StackFlags & {
  readonly scenario?: string;
  readonly users?: string;
  readonly seed?: string;
  readonly replications?: string;
};

export type RunFlags = StudyFlags & {
  readonly timesPerMonth?: string;
  readonly threads?: string;
  readonly threshold?: readonly string[];
  readonly output?: readonly string[];
};

export type GateFlags = RunFlags & {
  readonly baseline?: string;
  readonly baselineRef?: string;
  readonly maxRegression?: readonly string[];
  readonly strict?: true;
};

export type CompareFlags = Omit<RunFlags, 'threshold' | 'stack'>;

export type RecommendFlags = Omit<StudyFlags, 'replications'> & {
  readonly threads?: string;
  readonly slo?: readonly string[];
  readonly free?: readonly string[];
  readonly types?: string;
  readonly budget?: string;
  readonly confidence?: string;
  readonly output?: readonly string[];
  readonly write?: true;
};

export type CalibrateFlags = StackFlags & {
  readonly format?: 'worker-log' | 'csv' | 'cloudwatch';
  readonly column?: readonly string[];
  readonly stage?: string;
  readonly startsAt?: string;
  readonly instanceType?: string;
  readonly bootPath?: string;
  readonly output?: readonly string[];
};

export type TraceFlags = StackFlags & {
  readonly scenario?: string;
  readonly users?: string;
  readonly seed?: string;
  readonly replication?: string;
  readonly job?: string;
  readonly instance?: string;
  readonly output?: readonly string[];
};
