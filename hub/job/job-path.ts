/** Where the job API has its things. */
export const JOBS_PATH = '/v1/jobs';
export const UPLOADS_PATH = '/v1/uploads';
export const QUEUE_PATH = '/v1/queue';

/** @example jobPath('gaytemzugu3doobzmfrggzdfmy')   // '/v1/jobs/gaytemzugu3doobzmfrggzdfmy' */
export const jobPath = (jobId: string): string => `${JOBS_PATH}/${jobId}`;
