/** Where the job API has its jobs. */
export const JOBS_PATH = '/v1/jobs';

/** @example jobPath('gaytemzugu3doobzmfrggzdfmy')   // '/v1/jobs/gaytemzugu3doobzmfrggzdfmy' */
export const jobPath = (jobId: string): string => `${JOBS_PATH}/${jobId}`;
