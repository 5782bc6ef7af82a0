/** The plan stands under this name beside the code in what Lambda unpacks. */
export const PLAN_FILE_NAME = 'plan.json';
