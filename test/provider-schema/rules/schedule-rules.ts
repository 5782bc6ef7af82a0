/** What EC2 Auto Scaling asks of scheduled actions. */
import { API, type AwsRule, aws } from '../aws-rule.ts';
import { numberAt, textsAt } from '../values-at.ts';

const SCHEDULE = aws('autoscaling.Schedule');

export const SCHEDULE_RULES: readonly AwsRule[] = [
  {
    id: 'schedule-recurrence',
    type: SCHEDULE,
    says: 'recurrence is five cron fields',
    source: `Auto Scaling PutScheduledUpdateGroupAction, ${API}`,
    fine: [{ recurrence: '0 8 * * 1-5' }, { recurrence: '*/15 0-6 1,15 * MON' }],
    broken: [
      { recurrence: '0 8 * *' },
      { recurrence: '60 8 * * *' },
      { recurrence: '0 0 8 * * *' },
      { recurrence: 'rate(1 day)' },
    ],
    check: inputs => textsAt(inputs, 'recurrence').filter(text => !isCron(text)),
  },
  {
    id: 'schedule-sizes',
    type: SCHEDULE,
    says: 'a scheduled action says minSize, maxSize and desiredCapacity, -1 for none: the provider makes 0 of what is left out',
    source: 'autoscaling.ScheduleArgs of @pulumi/aws 7.48.0 [H]',
    fine: [
      { minSize: 1, maxSize: -1, desiredCapacity: -1 },
      { minSize: 1, maxSize: 4, desiredCapacity: 2 },
    ],
    broken: [
      { minSize: 1 },
      { minSize: 4, maxSize: 1, desiredCapacity: -1 },
      { minSize: 0, maxSize: 4, desiredCapacity: 5 },
    ],
    check: inputs => {
      const [min, max, desired] = ['minSize', 'maxSize', 'desiredCapacity'].map(name => numberAt(inputs, name));
      const said = [min, desired, max].filter(count => count !== undefined);
      const given = said.filter(count => count !== -1);
      const isSorted = given.every((count, index) => index === 0 || count >= given[index - 1]!);
      return said.length === 3 && isSorted ? [] : [`min ${min}, max ${max}, desired ${desired}`];
    },
  },
];

/** Highest value of minute, hour, day of month, month and day of week. */
const CRON_MAXIMA = [59, 23, 31, 12, 7] as const;

function isCron(text: string): boolean {
  const fields = text.split(/\s+/);
  return (
    fields.length === CRON_MAXIMA.length && fields.every((field, index) => isCronField(field, CRON_MAXIMA[index]!))
  );
}

/** Numbers, ranges, lists, steps and the short names of days and months. */
function isCronField(field: string, max: number): boolean {
  return field.split(',').every(part => {
    const [range = '', every] = part.split('/');
    const isEvery = every === undefined || /^[1-9]\d*$/.test(every);
    const ends = range === '*' ? [] : range.split('-');
    return (
      isEvery &&
      ends.length <= 2 &&
      ends.every(end => /^[A-Za-z]{3}$/.test(end) || (/^\d+$/.test(end) && Number(end) <= max))
    );
  });
}
