/** What a person says of the files to calibrate from. */
import { INSTANCE_TYPE_NAMES, type InstanceTypeName } from '../hub/catalog/instance-type-names.ts';
import { HubError } from '../hub/errors.ts';
import { STAGE_NAMES } from '../hub/plan/stage-names.ts';
import type { Seconds } from '../hub/units.ts';
import { didYouMean } from '../hub/yaml/did-you-mean.ts';
import { COLUMN_ROLES, type ColumnRole, type CsvColumns } from '../sim/calibrate/read-csv-log.ts';
import { START_PATTERN, secondsOfWeek } from '../sim/scenario/start-of-week.ts';
import type { CalibrateFlags } from './flags.ts';

export type FileFormat = {
  /** Undefined: told by the look of each file. */
  readonly kind: CalibrateFlags['format'];
  readonly columns: CsvColumns;
  /** Of a worker's log, only times of this type; undefined: all. */
  readonly instanceType: InstanceTypeName | undefined;
  readonly startSecondsOfWeek: Seconds;
};

/** @throws HubError USAGE for a flag that says nothing we know */
export function readFormat({
  format,
  column,
  stage,
  instanceType,
  startsAt = 'mon 00:00',
}: CalibrateFlags): FileFormat {
  const known = STAGE_NAMES.find(name => name === stage);
  if (stage !== undefined && known === undefined) {
    throw new HubError('USAGE', `--stage must be a stage (saw '${stage}')`, { hint: didYouMean(stage, STAGE_NAMES) });
  }
  const type = INSTANCE_TYPE_NAMES.find(name => name === instanceType);
  if (instanceType !== undefined && type === undefined) {
    throw new HubError('USAGE', `--instance-type must be one of the catalog (saw '${instanceType}')`, {
      hint: didYouMean(instanceType, INSTANCE_TYPE_NAMES),
    });
  }
  if (!START_PATTERN.test(startsAt) || !startsAt.endsWith(':00')) {
    throw new HubError('USAGE', `--starts-at must be a day and a full hour (saw '${startsAt}')`, {
      hint: "write it as 'mon 09:00', UTC",
    });
  }
  return {
    kind: format,
    columns: { names: readColumns(column ?? []), stage: known },
    instanceType: type,
    startSecondsOfWeek: secondsOfWeek(startsAt),
  };
}

function readColumns(texts: readonly string[]): CsvColumns['names'] {
  const names: Partial<Record<ColumnRole, string>> = {};
  for (const text of texts) {
    const [word = '', ...rest] = text.split('=');
    const name = rest.join('=');
    const role = COLUMN_ROLES.find(each => each === word);
    if (role === undefined || name === '') {
      throw new HubError(
        'USAGE',
        `--column must be ROLE=NAME with a ROLE of ${COLUMN_ROLES.join(', ')} (saw '${text}')`,
        {
          hint: 'write for example --column arrival=created_at',
        },
      );
    }
    names[role] = name;
  }
  return names;
}
