/** A form by which one file is sent to where the hub said, and what may come of it. */
export type UploadForm = {
  readonly url: string;
  /** All of them come before the file: the bucket reads nothing behind it. */
  readonly fields: Readonly<Record<string, string>>;
};

/** `refused`: the bucket looked at the form and said no. `lost`: whether it got anything is unknown. */
export type Sent = 'sent' | 'refused' | 'stopped' | 'lost';

/**
 * @param tell how much of it is sent, 0 to 1
 * @param signal stops it
 */
export type SendForm = (
  form: UploadForm,
  file: Blob,
  tell: (ratio: number) => void,
  signal: AbortSignal,
) => Promise<Sent>;
