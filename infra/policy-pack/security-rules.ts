import type { Rule } from './rule.ts';
import { API_RULES } from './rules/api-rules.ts';
import { DELIVERY_RULES } from './rules/delivery-rules.ts';
import { FUNCTION_RULES } from './rules/function-rules.ts';
import { IMAGE_RULES } from './rules/image-rules.ts';
import { LAUNCH_TEMPLATE_RULES } from './rules/launch-template-rules.ts';
import { LOG_RULES } from './rules/log-rules.ts';
import { NETWORK_RULES } from './rules/network-rules.ts';
import { PERMISSION_RULES } from './rules/permission-rules.ts';
import { S3_RULES } from './rules/s3-rules.ts';
import { SECRET_RULES } from './rules/secret-rules.ts';
import { SQS_RULES } from './rules/sqs-rules.ts';
import { TABLE_RULES } from './rules/table-rules.ts';

/** All that is checked about security, by subject. */
export const SECURITY_RULES: readonly Rule[] = Object.freeze([
  ...SQS_RULES,
  ...S3_RULES,
  ...FUNCTION_RULES,
  ...API_RULES,
  ...LAUNCH_TEMPLATE_RULES,
  ...NETWORK_RULES,
  ...DELIVERY_RULES,
  ...TABLE_RULES,
  ...IMAGE_RULES,
  ...PERMISSION_RULES,
  ...LOG_RULES,
  ...SECRET_RULES,
]);
