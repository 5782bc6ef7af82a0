/** What the worker and its model host say to each other. Each order is answered once, in the order in which they came. */
import type { HostErrorKind } from './host-error.ts';
import type { LoadReport, ModelGroup, SessionSettings } from './model-group.ts';

export type HostOrder =
  | { readonly kind: 'load'; readonly group: ModelGroup; readonly settings: SessionSettings }
  | { readonly kind: 'run'; readonly program: string; readonly request: unknown };

export type ToHost = HostOrder & { readonly id: number };

export type Usage = {
  readonly seconds: number;
  /** The most main memory the process ever had. */
  readonly residentPeakBytes: number;
};

export type FromHost = { readonly id: number } & (
  | { readonly kind: 'step'; readonly step: unknown }
  | { readonly kind: 'done'; readonly value: unknown; readonly usage: Usage }
  | { readonly kind: 'failed'; readonly error: { readonly kind: HostErrorKind; readonly message: string } }
);

/** What the process finds out about a load; the worker adds the GPU's memory. */
export type LoadedModels = LoadReport['models'];
