/** The plan stands beside a function's code in what Lambda unpacks; the deploy puts it there. */
export const PLAN_FILE_NAME = 'plan.json';
