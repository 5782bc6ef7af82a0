import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { callsIn, callsOf } from './aws-calls.ts';
import { iamActionOf } from './iam-action-of.ts';

const calls = (source: string) => callsIn('x.ts', source);

check('the functions', {
  'submit writes, takes back and sends': () => {
    assert.equal(callsOf('submit'), [
      'dynamodb:BatchGetItem',
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      's3:GetObject',
      'sqs:GetQueueAttributes',
      'sqs:SendMessage',
    ]);
  },
  'get reads, and can sign in both ways': () =>
    assert.equal(callsOf('get'), ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 's3:GetObject', 'ssm:GetParameter']),
  'upload signs with its own right to put': () => assert.equal(callsOf('upload'), ['s3:PutObject']),
  'advance reads, changes, counts and sends': () => {
    assert.equal(callsOf('advance'), [
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:UpdateItem',
      'sqs:GetQueueAttributes',
      'sqs:SendMessage',
    ]);
  },
  'scale looks and sets': () => {
    assert.equal(callsOf('scale'), [
      'autoscaling:DescribeAutoScalingGroups',
      'autoscaling:SetDesiredCapacity',
      'dynamodb:GetItem',
      'dynamodb:UpdateItem',
      'sqs:GetQueueAttributes',
    ]);
  },
});

check('calls in a file', {
  'are found by new': () => {
    const source = `
      import { SendMessageCommand as Send, SQSClient } from '@aws-sdk/client-sqs';
      import { PutCommand } from '@aws-sdk/lib-dynamodb';
      f(new Send({})); f(new PutCommand({})); new SQSClient({});`;
    assert.equal(calls(source), ['sqs:SendMessage', 'dynamodb:PutItem']);
  },
  'are not taken from a comment, a text or a class of our own': () => {
    assert.equal(calls("// new PutCommand()\nconst a = 'new PutCommand()'; class PutCommand {} new PutCommand();"), []);
  },
  'are not types': () => {
    assert.equal(calls("import type { PutCommand } from '@aws-sdk/lib-dynamodb'; let a: PutCommand;"), []);
    assert.equal(calls("import { type PutCommand } from '@aws-sdk/lib-dynamodb'; let a: PutCommand;"), []);
  },
  'cannot hide in a whole package': () => {
    assert.throws(
      () => calls("\nimport * as sqs from '@aws-sdk/client-sqs';"),
      /x\.ts:2 hides its calls: imports a whole/,
    );
  },
  'cannot hide in a paginator': () => {
    const source = "import { paginateQuery } from '@aws-sdk/lib-dynamodb';";
    assert.throws(() => calls(source), /x\.ts:1 hides its calls: paginateQuery/);
  },
  'cannot hide behind another name': () => {
    const source = "import { PutCommand } from '@aws-sdk/lib-dynamodb';\nconst Write = PutCommand;\nnew Write({});";
    assert.throws(() => calls(source), /x\.ts:2 hides its calls: PutCommand is used without new/);
  },
});

check('the IAM action', {
  'of a plain command is its name': () => {
    assert.is(iamActionOf('@aws-sdk/client-sqs', 'ReceiveMessageCommand'), 'sqs:ReceiveMessage');
    assert.is(iamActionOf('@aws-sdk/client-dynamodb', 'PutItemCommand'), 'dynamodb:PutItem');
  },
  'of the document client is that of the table': () => {
    assert.is(iamActionOf('@aws-sdk/lib-dynamodb', 'BatchWriteCommand'), 'dynamodb:BatchWriteItem');
  },
  'of a batch is that of one message': () => {
    assert.is(iamActionOf('@aws-sdk/client-sqs', 'SendMessageBatchCommand'), 'sqs:SendMessage');
  },
  'is not guessed': () => {
    assert.throws(() => iamActionOf('@aws-sdk/lib-dynamodb', 'TransactWriteCommand'), /no IAM action is known/);
    assert.throws(() => iamActionOf('@aws-sdk/client-s3', 'HeadObjectCommand'), /no IAM action is known/);
  },
});
