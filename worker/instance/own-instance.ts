/** The instance this worker runs on, as its group knows it. */
export type OwnInstance = {
  readonly id: string;
  /** Of the Auto Scaling group. */
  readonly group: string;
};

export type InstanceLog = (
  level: 'info' | 'warn' | 'error',
  message: string,
  particulars?: Readonly<Record<string, unknown>>,
) => void;
