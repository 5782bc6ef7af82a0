/**
 * The AWS actions that the worker's own code needs, each with its reason. What its instance needs to boot stands beside the
 * boot scripts.
 */
export const WORKER_CALLS = Object.freeze({
  'sqs:ReceiveMessage': 'takes a job, by long polling',
  'sqs:DeleteMessage': 'has done a job, or given it up for good',
  'sqs:ChangeMessageVisibility':
    'keeps a job by heartbeat; gives it back at once, or after a pause, when it cannot finish it',
  'dynamodb:GetItem': 'reads the job: its prompt, and whether it was canceled',
  'dynamodb:UpdateItem':
    'claims the job and renews the lease, both on a condition; writes its progress and its failure',
  's3:GetObject': 'looks for the checkpoints of an earlier attempt, and reads what the queue before this one made',
  's3:PutObject': 'stores what each stage made, and its manifest last',
  's3:PutObjectTagging': 'tags checkpoints, in the same put, so that they expire before the result',
  's3:ListBucket':
    'is never called: with it S3 answers 404 for a checkpoint that is not there, without it 403, as if the role were broken (S3 API, GetObject, 2023-06 [H])',
  'autoscaling:CompleteLifecycleAction': 'lets its instance end as soon as it is idle',
  'autoscaling:RecordLifecycleActionHeartbeat':
    'keeps its group waiting while it finishes its last job, so that it can hand over in order',
  'autoscaling:SetInstanceProtection': 'protects its instance from scale-in while it has a job, where the plan says so',
} as const);
